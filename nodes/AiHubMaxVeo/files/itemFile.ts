/** From a file that a request names to the verdict on it: what it is, and whether its field can take it. Nothing is uploaded for that. */
import type { Client } from '../api/client';
import { isSuccessful } from '../api/task';
import { sourceLabel, type MediaField } from '../catalogue/fields';
import { field, type FieldName } from '../catalogue/queries';
import { aboutOtherTask, asFailure, isKeyRefused, VideoError } from '../errors';
import { needsImageSize } from '../request/body';
import type { CheckedRequest, Source } from '../request/checked';
import { endOfLink } from '../request/signed';
import type { Clock } from '../time';
import type { Inspection } from './inspect';
import { isDeadStatus, type LinkOpener } from './links';
import type { Probe } from './probe';
import { unreadableFile, type Store, type StoredFile } from './store';
import type { Uploads } from './uploads';
import { fileVerdict, sizeIssue, uploadName } from './verdict';

/** How a run reaches files: those of its requests, and the videos that come back. */
export interface FileTools {
  client: Client;
  clock: Clock;
  stop: AbortSignal;
  links: LinkOpener;
  probe: Probe;
  store: Store;
  uploads: Uploads;
  /** Tells the user something about a file that does not refuse it. */
  note(sentence: string): void;
}

/** A file that a field of a request names, and what is known of it. */
export interface RequestFile {
  itemIndex: number;
  name: FieldName;
  row: MediaField;
  source: Source;
  /** The aspect ratio of the wanted video. */
  ratio: unknown;
  /** The item's own file, called what it is. */
  stored?: StoredFile;
  /** Where any other file lies. */
  url?: string;
  /** Null where nothing was read. */
  content: Inspection | null;
  bytes: number | null;
  /** What tells the content behind a URL; null where nobody knows. */
  version: string | null;
  /** When it was looked into, in ms since the epoch. */
  atMs: number;
  /** It gives the video its shape. */
  measures: boolean;
  problem: VideoError | null;
  /** Sentences that refuse nothing. */
  hints: string[];
  /** Why nothing was read of it. */
  unread?: string;
  /** It was not opened, since hosts are slow. */
  isLate?: boolean;
}

const unknown = { content: null, bytes: null, version: null, problem: null, hints: [], atMs: 0 };

/** Not looked into yet, in the order of the form. */
export function filesIn(request: CheckedRequest, itemIndex: number): RequestFile[] {
  const common = { ...unknown, ratio: request.values.aspectRatio, itemIndex };
  const all = Object.entries(request.files) as [FieldName, Source[]][];
  const files = all.flatMap(([name, sources]) =>
    sources.map((source) => ({ ...common, name, row: field(name) as MediaField, source })),
  );
  return files.map((file, nth) => ({ ...file, measures: nth === 0 && needsImageSize(request) }));
}

const unusable = (message: string, advice = 'Give another file.'): VideoError =>
  new VideoError({
    category: 'input_media',
    message,
    advice: `Nothing was sent and nothing was charged. ${advice}`.trim(),
  });

const verdictOn = (what: string, { issue, hints }: ReturnType<typeof fileVerdict>) => ({
  problem: issue ? unusable(`${what} ${issue}`) : null,
  hints: hints.map((hint) => `${what}: ${hint}`),
});

async function examineBinary({ store, uploads }: FileTools, file: RequestFile): Promise<RequestFile> {
  const { itemIndex, row, source, ratio } = file;
  const label = sourceLabel(row, 'binary');
  const stored = await store.find(itemIndex, source.value, label);
  const { bytes, fileName } = stored;
  // What n8n has lost is only needed where an earlier try has not uploaded it.
  const lost = (unreadable: VideoError) => {
    const problem = uploads.isKept(stored) ? null : unreadable;
    return { ...file, stored: { ...stored, unreadable }, bytes, problem, unread: 'n8n has lost it' };
  };
  if (stored.unreadable) return lost(stored.unreadable);
  const issue = sizeIssue(bytes, fileName);
  if (issue) return { ...file, stored, bytes, problem: unusable(`${row.label} ${issue}`) };
  try {
    const { inspection: content } = await stored.content();
    const verdict = fileVerdict({ mediaType: row.mediaType, content, bytes, fileName, ratio });
    // n8n's own word for a file's type comes from wherever the file came from: AIHubMax gets what the file is.
    const { mime = stored.mime, extension } = verdict.kind ?? {};
    const named = { ...stored, mime, fileName: extension ? uploadName(fileName, extension) : fileName };
    return { ...file, stored: named, bytes, content, ...verdictOn(row.label, verdict) };
  } catch (thrown) {
    return lost(unreadableFile(label, thrown));
  }
}

const newerVideo =
  'The link to a video works for 24 hours after it was finished: continue a newer one, or give the file itself as Binary.';

const deadLink = (what: string, reason: string, { row }: RequestFile): VideoError =>
  unusable(`${what} cannot be used: ${reason}`, row.mediaType === 'video' ? newerVideo : 'Give another URL.');

/** A link that AIHubMax would fetch in its last minute is over, too. */
const minLeftMs = 60_000;

/** `mayBeLate`: see probe.ts. */
async function examineUrl(
  { probe, clock }: FileTools,
  file: RequestFile & { url: string },
  mayBeLate: boolean,
): Promise<RequestFile> {
  const { ratio, row, source, measures } = file;
  const isForeign = source.kind === 'url';
  const isNeeded = measures || row.mediaType === 'video';
  const what = isForeign ? sourceLabel(row, 'url') : `The video of task ${String(source.value)}`;
  const url = new URL(file.url);
  const endMs = endOfLink(url);
  if (endMs !== null && endMs < clock.now() + minLeftMs) {
    const verb = endMs <= clock.now() ? 'ended' : 'ends';
    const ended = `the link ${verb} at ${new Date(endMs).toISOString()}. Give a fresh one.`;
    return { ...file, problem: deadLink(what, ended, file) };
  }
  // What this n8n cannot open may be open to AIHubMax.
  const doubt = (unread: string) => {
    const hints = [`${what}: ${unread}. AIHubMax may still reach it.`];
    return { ...file, hints, unread };
  };
  const seen = await probe.inspect(file.url, { isForeign, isNeeded, mayBeLate });
  if (seen.kind === 'late') return { ...file, isLate: true };
  if (seen.kind === 'closed') return { ...file, problem: unusable(`${what} ${seen.reason}.`) };
  if (seen.kind === 'refused') {
    // A server may refuse whoever it does not know; a video that is to be continued is opened before it is paid for.
    const isDead =
      isDeadStatus(seen.status) && (row.mediaType === 'video' || ![401, 403].includes(seen.status));
    if (isDead) return { ...file, problem: deadLink(what, `its server answers HTTP ${seen.status}.`, file) };
    return doubt(`its server answers n8n with HTTP ${seen.status}`);
  }
  if (seen.kind !== 'file') return doubt(`${url.hostname} ${seen.reason}`);
  const { content, received, bytes, version } = seen;
  const fileName = url.pathname.split('/').pop() || url.hostname;
  const verdict = fileVerdict({ mediaType: row.mediaType, content, bytes: received, fileName, ratio });
  return { ...file, content, bytes, version, ...verdictOn(what, verdict) };
}

/** The URL that the video of an earlier task has now, whether it opens or not. Throws VideoError where there is none. */
async function videoOfTask({ client }: FileTools, taskId: string): Promise<string> {
  // The task that a video is taken from is not the task of this item, which is not ordered yet.
  const task = await client.read(taskId).catch((thrown: unknown) => {
    throw aboutOtherTask(thrown);
  });
  const [url] = task.videoUrls;
  if (isSuccessful(task) && url) return url;
  throw unusable(
    `The task ${taskId} has no video to continue: its status is ${task.status}`,
    task.failure ? 'Choose a task that has a video.' : 'Wait until that task is completed.',
  );
}

async function look(tools: FileTools, file: RequestFile, mayBeLate: boolean): Promise<RequestFile> {
  const { kind, value } = file.source;
  if (kind === 'binary') return await examineBinary(tools, file);
  const url = kind === 'url' ? String(value) : await videoOfTask(tools, String(value));
  return await examineUrl(tools, { ...file, url }, mayBeLate);
}

/** Auto never guesses the shape of a video. */
function withSize(file: RequestFile): RequestFile {
  const { problem, isLate, content, source, unread = 'the file does not tell it' } = file;
  if (problem || isLate || content?.image?.size) return file;
  const other = source.kind === 'binary' ? '' : ', or use Binary';
  const message = `Aspect Ratio is Auto, but the size of the image could not be read (${unread}). Set Aspect Ratio yourself${other}.`;
  return { ...file, hints: [], problem: unusable(message, '') };
}

/**
 * What is known of a file now. `mayBeLate`: where hosts are slow it is not opened. Throws VideoError on a refused key only, which
 * is no fault of the file.
 */
export async function examineFile(
  tools: FileTools,
  file: RequestFile,
  mayBeLate: boolean,
): Promise<RequestFile> {
  const blank = { ...file, ...unknown, unread: undefined, isLate: false };
  const found = await look(tools, blank, mayBeLate).catch((thrown: unknown) => {
    const failure = asFailure(thrown);
    if (isKeyRefused(failure)) throw new VideoError(failure);
    return { ...blank, problem: new VideoError(failure) };
  });
  return { ...(file.measures ? withSize(found) : found), atMs: tools.clock.now() };
}
