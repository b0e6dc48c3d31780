/** The files of a request: as Check reports them, and as Create brings them to a URL when it is their turn. */
import { createHash } from 'crypto';
import { sourceLabel } from '../catalogue/labels';
import { asFailure, isKeyRefused, sentence, VideoError } from '../errors';
import type { FileUrls } from '../request/build';
import type { CheckedRequest } from '../request/validate';
import { examineFile, filesIn, liveUrl, videoOfTask } from './itemFile';
import type { FileSources, RequestFile } from './itemFile';
import { piecesOf } from './store';
import { fileIdentity } from './uploads';
import type { Uploads } from './uploads';

/** As the item of Check shows it. */
function toReport({ row, source, content, bytes }: RequestFile) {
  const { width = null, height = null } = content?.image?.size ?? {};
  const type = (content?.image ?? content?.video)?.mime ?? null;
  return { field: row.wire, source: source.kind, type, width, height, bytes };
}

/**
 * What would refuse each file, and what else the user should know. `report`: null where there is no file; `url`: what the body of
 * the request says of it, null where there is nothing to send. Throws VideoError on a refused key only, which is no fault of a file.
 */
export async function examineFiles(sources: FileSources, itemIndex: number, request: CheckedRequest) {
  const all = [];
  for (const file of filesIn(request)) {
    const { name } = file;
    try {
      const examined = await examineFile(sources, file, itemIndex);
      const { stored, issue, hints: warnings } = examined;
      if (stored?.unreadable) throw stored.unreadable;
      // What is sent in place of a file is known only after its upload.
      const { url = issue ? null : '(uploaded when the video is created)' } = examined;
      all.push({ name, report: toReport(examined), issues: issue ? [issue] : [], warnings, url });
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (isKeyRefused(failure)) throw new VideoError(failure);
      all.push({ name, report: null, issues: [sentence(failure)], warnings: [], url: null });
    }
  }
  return all;
}

/** What Create needs besides. */
export interface RequestFileTools extends FileSources {
  uploads: Uploads;
  /** Tells the user something about a file that does not refuse it. */
  note(sentence: string): void;
}

/** The same for the same content, also when n8n runs the node again. */
function identityOf({ source, stored }: RequestFile): string {
  if (stored) return fileIdentity(stored);
  return source.kind === 'url' ? String(source.value) : `task ${String(source.value)}`;
}

const identify = (file: RequestFile): string => `${file.name} ${identityOf(file)}`;

/** n8n gives the same file another ID in every execution. */
async function hashOf(file: RequestFile): Promise<string> {
  if (!file.stored) return identify(file);
  const hash = createHash('sha256');
  for await (const piece of piecesOf(file.stored)) hash.update(piece);
  return `${file.name} ${hash.digest('base64url')}`;
}

/** By field. `urls`: of the files in their order. */
function gather(files: RequestFile[], urls: (string | undefined)[]): FileUrls {
  const byField: FileUrls = {};
  for (const [nth, { name }] of files.entries()) {
    const url = urls[nth];
    if (url) byField[name] = [...(byField[name] ?? []), url];
  }
  return byField;
}

/** A file that n8n has lost is only refused where its content is needed: what an earlier try has uploaded goes on without it. */
function refuseUnusable({ stored, issue }: RequestFile, mayBeLost: boolean): void {
  if (stored?.unreadable && !mayBeLost) throw stored.unreadable;
  const advice = 'Nothing was sent and nothing was charged. Give another file.';
  if (issue) throw new VideoError({ category: 'input_media', message: issue, advice });
}

/** Uploads the item's own file, and opens the link of a video. */
async function urlOf(tools: RequestFileTools, file: RequestFile, patienceMs: number): Promise<string> {
  if (file.stored) return await tools.uploads.urlOf(file.stored, patienceMs);
  const { row, source } = file;
  const value = String(source.value);
  if (source.kind === 'url')
    return row.mediaType === 'video' ? await liveUrl(tools, value, sourceLabel(row, 'url')) : value;
  const identity = identityOf(file);
  const url = await liveUrl(tools, await videoOfTask(tools, value), `The video of ${identity}`);
  return tools.uploads.remember(identity, url);
}

/** Of a file that gives the video its shape; null where it cannot be told. Opens a URL. */
async function sizeOf(sources: FileSources, file: RequestFile, itemIndex: number) {
  const { content } = file.source.kind === 'url' ? await examineFile(sources, file, itemIndex) : file;
  return content?.image?.size ?? null;
}

/**
 * Looks into the files of an item's request; nothing is sent for that. What it gives is what the till needs. `mayBeLost`: an
 * earlier try has left something for this item. Throws VideoError.
 */
export async function openRequestFiles(
  tools: RequestFileTools,
  { itemIndex, mayBeLost }: { itemIndex: number; mayBeLost: boolean },
  request: CheckedRequest,
) {
  const { uploads, note } = tools;
  const all: RequestFile[] = [];
  for (const named of filesIn(request)) {
    // What lies behind a URL is looked at later, if at all.
    const file = named.source.kind === 'binary' ? await examineFile(tools, named, itemIndex) : named;
    refuseUnusable(file, mayBeLost);
    for (const hint of file.hints) note(hint);
    all.push(file);
  }
  return {
    identities: all.map(identify),
    contents: all.filter(({ stored }) => stored).map(identify),
    async urls(patienceMs: number): Promise<FileUrls> {
      const urls: string[] = [];
      for (const file of all) urls.push(await urlOf(tools, file, patienceMs));
      return gather(all, urls);
    },
    knownUrls(): FileUrls {
      const known = (file: RequestFile) => uploads.knownUrl(identityOf(file));
      return gather(
        all,
        all.map((file) => (file.source.kind === 'url' ? identityOf(file) : known(file))),
      );
    },
    size: async () => (all[0] ? await sizeOf(tools, all[0], itemIndex) : null),
    hashes: async () => await Promise.all(all.map(hashOf)),
    forget: uploads.forget.bind(uploads),
  };
}
