/** From a file that a request names to the verdict on it: what it is, and whether its field can take it. Nothing is uploaded for that. */
import type { Client } from '../api/client';
import { isSuccessful } from '../api/task';
import { sourceLabel } from '../catalogue/fields';
import { field } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import type { MediaField } from '../catalogue/types';
import { aboutOtherTask, VideoError } from '../errors';

import type { CheckedRequest, Source } from '../request/checked';
import type { Inspection } from './inspect';
import { isDeadStatus } from './links';
import type { LinkOpener } from './links';
import type { Probe } from './probe';
import { unreadableFile } from './store';
import type { Store, StoredFile } from './store';
import type { Uploads } from './uploads';
import { fileVerdict, sizeIssue, uploadName } from './verdict';
import type { FileVerdict } from './verdict';

/** How a run reaches the files of its requests. */
export interface FileTools {
  client: Client;
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
  /** Why the field cannot take the file: a sentence, as each hint is. */
  issue?: string;
  hints: string[];
}

/** Not looked into yet, in the order of the form. */
export function filesIn({ files, values }: CheckedRequest, itemIndex: number): RequestFile[] {
  const common = { ratio: values.aspectRatio, content: null, bytes: null, hints: [], itemIndex };
  return (Object.entries(files) as [FieldName, Source[]][]).flatMap(([name, sources]) =>
    sources.map((source) => ({ ...common, name, row: field(name) as MediaField, source })),
  );
}

const inSentences = (what: string, { issue, hints }: FileVerdict) => ({
  issue: issue && `${what} ${issue}`,
  hints: hints.map((hint) => `${what}: ${hint}`),
});

async function examineBinary({ store }: FileTools, file: RequestFile): Promise<RequestFile> {
  const { itemIndex, row, source, ratio } = file;
  const label = sourceLabel(row, 'binary');
  const stored = await store.find(itemIndex, source.value, label);
  const { bytes, fileName } = stored;
  if (stored.unreadable) return { ...file, stored, bytes };
  const issue = sizeIssue(bytes, fileName);
  if (issue) return { ...file, stored, bytes, issue: `${row.label} ${issue}` };
  try {
    const content = await store.inspect(stored);
    const verdict = fileVerdict({ mediaType: row.mediaType, content, bytes, fileName, ratio });
    const { mime = stored.mime, extension } = verdict.kind ?? {};
    // n8n's own word for a file's type comes from wherever the file came from: AIHubMax gets what the file is.
    const named = { ...stored, mime, fileName: extension ? uploadName(fileName, extension) : fileName };
    return { ...file, stored: named, bytes, content, ...inSentences(row.label, verdict) };
  } catch (thrown) {
    return { ...file, stored: { ...stored, unreadable: unreadableFile(label, thrown) }, bytes };
  }
}

const deadSentence = (what: string, status: number): string =>
  `${what} does not open any more: its server answers HTTP ${status}`;

/** `what`: the subject of all that is said about the file. */
async function examineUrl({ probe }: FileTools, file: RequestFile & { url: string }, what: string) {
  const { url, ratio, row } = file;
  const { hostname, pathname } = new URL(url);
  // What this n8n cannot open may be open to AIHubMax.
  const doubt = (sentence: string) => ({ ...file, hints: [`${sentence}. AIHubMax may still reach it.`] });
  const seen = await probe.inspect(url);
  if (seen.kind === 'silent') return doubt(`${what}: ${hostname} did not answer n8n`);
  if (seen.kind === 'private')
    return { ...file, issue: `${what} leads to ${seen.host}, a private host that AIHubMax cannot reach.` };
  if (seen.kind === 'refused') {
    // A server may refuse whoever it does not know; a video that is to be continued is opened before it is paid for.
    const isDead = isDeadStatus(seen.status) && (row.mediaType === 'video' || seen.status > 403);
    if (isDead) return { ...file, issue: `${deadSentence(what, seen.status)}.` };
    return doubt(`${what}: its server answers n8n with HTTP ${seen.status}`);
  }
  const { content, received, bytes } = seen;
  const fileName = pathname.split('/').pop() || hostname;
  const verdict = fileVerdict({ mediaType: row.mediaType, content, bytes: received, fileName, ratio });
  return { ...file, content, bytes, ...inSentences(what, verdict) };
}

/** Throws VideoError where there is no file to look into, and what reading a task throws. */
export async function examineFile(tools: FileTools, file: RequestFile): Promise<RequestFile> {
  const { kind, value } = file.source;
  if (kind === 'binary') return await examineBinary(tools, file);
  if (kind === 'url')
    return await examineUrl(tools, { ...file, url: String(value) }, sourceLabel(file.row, kind));
  const what = `The video of task ${String(value)}`;
  const url = await videoOfTask(tools, String(value));
  if (!tools.links.isOwn(url)) return await examineUrl(tools, { ...file, url }, what);
  // Some links lie on the API's own origin and open with the key alone, which goes nowhere from here.
  return { ...file, url: await liveUrl(tools, url, what) };
}

const nothingToContinue = (message: string, advice: string) =>
  new VideoError({ category: 'input_media', message, advice: `Nothing was charged. ${advice}` });

/** The URL that the video of an earlier task has now, whether it opens or not. Throws VideoError where there is none. */
export async function videoOfTask({ client }: FileTools, taskId: string): Promise<string> {
  // The task that a video is taken from is not the task of this item, which is not ordered yet.
  const task = await client.read(taskId).catch((thrown: unknown) => {
    throw aboutOtherTask(thrown);
  });
  const [url] = task.videoUrls;
  if (isSuccessful(task) && url) return url;
  throw nothingToContinue(
    `The task ${taskId} has no video to continue: its status is ${task.status}`,
    task.failure ? 'Choose a task that has a video.' : 'Wait until that task is completed.',
  );
}

/** A video that is to be continued has to open, or the new task is charged and fails. Throws VideoError for a dead URL. */
export async function liveUrl({ links }: FileTools, url: string, what: string): Promise<string> {
  const status = await links.deadStatus(url);
  if (status === undefined) return url;
  throw nothingToContinue(
    deadSentence(what, status),
    'The link to a video works for 24 hours after it was finished: continue a newer one, or give the file itself as Binary.',
  );
}
