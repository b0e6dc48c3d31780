/** The files of a request: as Check reports them, and as Create brings them to a URL when it is their turn. */
import { createHash } from 'crypto';
import { sourceLabel } from '../catalogue/fields';
import { asFailure, isKeyRefused, sentence, VideoError } from '../errors';
import type { FileUrls } from '../request/body';
import type { CheckedRequest } from '../request/checked';
import { examineFile, filesIn, liveUrl, videoOfTask } from './itemFile';
import type { FileTools, RequestFile } from './itemFile';
import { piecesOf } from './store';
import { fileIdentity } from './uploads';

async function reportOf(tools: FileTools, file: RequestFile) {
  const examined = await examineFile(tools, file);
  const { name, row, source, stored, content, bytes, issue, hints: warnings } = examined;
  if (stored?.unreadable) throw stored.unreadable;
  const { width = null, height = null } = content?.image?.size ?? {};
  const type = (content?.image ?? content?.video)?.mime ?? null;
  const report = { field: row.wire, source: source.kind, type, width, height, bytes };
  // What is sent in place of a file is known only after its upload.
  const { url = issue ? null : '(uploaded when the video is created)' } = examined;
  return { name, report, issues: issue ? [issue] : [], warnings, url };
}

/**
 * What would refuse each file, and what else the user should know. `report`: null where there is no file; `url`: what the body of
 * the request says of it, null where there is nothing to send. Throws VideoError on a refused key only, which is no fault of a file.
 */
export async function examineFiles(tools: FileTools, itemIndex: number, request: CheckedRequest) {
  const all = [];
  for (const file of filesIn(request, itemIndex)) {
    const examining = reportOf(tools, file).catch((thrown: unknown) => {
      const failure = asFailure(thrown);
      if (isKeyRefused(failure)) throw new VideoError(failure);
      return { name: file.name, report: null, issues: [sentence(failure)], warnings: [], url: null };
    });
    all.push(await examining);
  }
  return all;
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

const knownUrl = ({ uploads }: FileTools, file: RequestFile): string | undefined =>
  file.source.kind === 'url' ? identityOf(file) : uploads.knownUrl(identityOf(file));

/** By field. */
function gather(files: RequestFile[], urlOf: (file: RequestFile) => string | undefined): FileUrls {
  const urls: FileUrls = {};
  for (const file of files) {
    const url = urlOf(file);
    if (url) urls[file.name] = [...(urls[file.name] ?? []), url];
  }
  return urls;
}

/** A file that n8n has lost is only refused where its content is needed: what an earlier try has uploaded goes on without it. */
function refuseUnusable({ stored, issue }: RequestFile, mayBeLost: boolean): void {
  if (stored?.unreadable && !mayBeLost) throw stored.unreadable;
  const advice = 'Nothing was sent and nothing was charged. Give another file.';
  if (issue) throw new VideoError({ category: 'input_media', message: issue, advice });
}

/** Uploads the item's own file, and opens the link of a video. */
async function bringToUrl(tools: FileTools, file: RequestFile, patienceMs: number): Promise<string> {
  if (file.stored) return await tools.uploads.urlOf(file.stored, patienceMs);
  const { row, source } = file;
  const value = String(source.value);
  if (source.kind === 'url')
    return row.mediaType === 'video' ? await liveUrl(tools, value, sourceLabel(row, 'url')) : value;
  const identity = identityOf(file);
  const url = await liveUrl(tools, await videoOfTask(tools, value), `The video of ${identity}`);
  return tools.uploads.remember(identity, url);
}

/** What the till needs; nothing is sent yet. `mayBeLost`: an earlier try has left something for this item. Throws VideoError. */
export async function openRequestFiles(
  tools: FileTools,
  { itemIndex, mayBeLost }: { itemIndex: number; mayBeLost: boolean },
  request: CheckedRequest,
) {
  const all: RequestFile[] = [];
  for (const named of filesIn(request, itemIndex)) {
    // What lies behind a URL is looked at later, if at all.
    const file = named.source.kind === 'binary' ? await examineFile(tools, named) : named;
    refuseUnusable(file, mayBeLost);
    for (const hint of file.hints) tools.note(hint);
    all.push(file);
  }
  return {
    identities: all.map(identify),
    contents: all.filter(({ stored }) => stored).map(identify),
    async urls(patienceMs: number): Promise<FileUrls> {
      const urls = new Map<RequestFile, string>();
      for (const file of all) urls.set(file, await bringToUrl(tools, file, patienceMs));
      return gather(all, (file) => urls.get(file));
    },
    knownUrls: () => gather(all, (file) => knownUrl(tools, file)),
    /** Of the first image, which gives the video its shape; null where it cannot be told. Opens a URL. */
    async size() {
      const [first] = all;
      const isUrl = first?.source.kind === 'url';
      const { content } = isUrl ? await examineFile(tools, first) : (first ?? {});
      return content?.image?.size ?? null;
    },
    prints: async () => ({ same: await Promise.all(all.map(hashOf)), versions: [] }),
    forget: tools.uploads.forget.bind(tools.uploads),
  };
}
