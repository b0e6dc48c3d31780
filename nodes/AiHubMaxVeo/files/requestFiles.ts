/** The files of a request: one look for Check, which reports it, and for Create, which refuses by it and then brings each to a URL. */
import { sourceLabel } from '../catalogue/fields';
import { VideoError, sentence } from '../errors';
import type { FileUrls } from '../request/body';
import type { CheckedRequest } from '../request/checked';
import { withoutSignature } from '../request/signed';
import { examineFile, filesIn, type FileTools, type RequestFile } from './itemFile';
import { freshMs } from './probe';

/** The same for the same file, also when n8n runs the node again. */
const identityOf = ({ source: { kind, value }, stored }: RequestFile): string =>
  stored?.id ?? (kind === 'taskId' ? `task ${String(value)}` : String(value));

const identify = (file: RequestFile): string => `${file.name} ${identityOf(file)}`;

/** The same for the same file in every execution: n8n gives it another ID in each, a store another signature. */
async function printOf(file: RequestFile): Promise<string> {
  const { name, source, stored, version } = file;
  if (source.kind === 'url') return `${name} ${withoutSignature(new URL(String(source.value)), version)}`;
  return stored ? `${name} ${(await stored.content()).hash}` : identify(file);
}

/** By field. `urls`: of the files, in their order. */
function byField(files: RequestFile[], urls: (string | undefined)[]): FileUrls {
  const all: FileUrls = {};
  for (const [at, url] of urls.entries()) {
    const name = files[at]?.name;
    if (name && url) (all[name] ??= []).push(url);
  }
  return all;
}

function reportOf({ row, source, content, bytes }: RequestFile) {
  const { width = null, height = null } = content?.image?.size ?? {};
  const type = (content?.image ?? content?.video)?.mime ?? null;
  return { field: row.wire, source: source.kind, type, width, height, bytes };
}

/**
 * A name that nobody typed, and that the item does not have, stands for the item's only file of that type; in several fields for
 * as many files, in their order. `told` says which.
 */
function findUntyped(store: FileTools['store'], files: RequestFile[]) {
  const told: string[] = [];
  const missing = files.filter(
    ({ itemIndex, row, source: { kind, value } }) =>
      kind === 'binary' && store.lacksUntyped(itemIndex, value, row),
  );
  const [first] = missing;
  if (!first) return { files, told };
  const { itemIndex, row } = first;
  const names = files.map(({ source }) => source.value);
  const free = store.namesOf(itemIndex, row.mediaType).filter((name) => !names.includes(name));
  if (free.length !== missing.length) return { files, told };
  const named = files.map((file) => {
    const name = free[missing.indexOf(file)];
    if (name === undefined) return file;
    const label = sourceLabel(file.row, 'binary');
    told.push(`${label}: the item has no "${file.source.value}", so its ${row.mediaType} is used (${name}).`);
    return { ...file, source: { ...file.source, value: name } };
  });
  return { files: named, told };
}

/** A file as it is when it is to be sent, which can be hours later. Throws VideoError where it cannot be used any more. */
async function inTurn(tools: FileTools, file: RequestFile): Promise<RequestFile> {
  const { source, row, atMs, measures, isLate } = file;
  const isOld = source.kind === 'url' || isLate || tools.clock.now() - atMs >= freshMs;
  if (source.kind === 'binary' || !isOld) return file;
  const now = await examineFile(tools, file, !measures && row.mediaType === 'image');
  if (now.problem) throw now.problem;
  return now;
}

async function bringToUrls(tools: FileTools, files: RequestFile[], patienceMs: number): Promise<FileUrls> {
  const { uploads } = tools;
  const bring = async (file: RequestFile) => {
    if (file.stored) return await uploads.urlOf(file.stored, patienceMs);
    const { url = '', source } = await inTurn(tools, file);
    return source.kind === 'url' ? url : uploads.remember(identityOf(file), url);
  };
  const urls: string[] = [];
  for (const file of files) urls.push(await bring(file));
  return byField(files, urls);
}

const knownUrl = ({ uploads }: FileTools, file: RequestFile): string | undefined =>
  file.source.kind === 'url' ? file.url : uploads.knownUrl(identityOf(file));

/** What is sent in place of a file is known only after its upload. */
const shownUrl = ({ stored, url, problem }: RequestFile): string | undefined =>
  stored && !problem ? '(uploaded when the video is created)' : url;

/**
 * Looks into the files of a request; nothing is uploaded for that. `isOrdered`: it is to be sent, and slow hosts must not
 * hold it up for long. Throws VideoError on a refused key only.
 */
export async function inspectFiles(
  tools: FileTools,
  request: CheckedRequest,
  { itemIndex, isOrdered }: { itemIndex: number; isOrdered: boolean },
) {
  const { files: named, told } = findUntyped(tools.store, filesIn(request, itemIndex));
  const files: RequestFile[] = [];
  for (const file of named) files.push(await examineFile(tools, file, isOrdered));
  const [first] = files;
  const failures = files.flatMap(({ problem }) => problem?.failure ?? []);
  const issues = failures.map(sentence);
  return {
    /** Whole sentences. */
    issues,
    /** All of them, in the category of the first. */
    refusal: failures[0] ? new VideoError({ ...failures[0], message: issues.join(' ') }) : null,
    warnings: [...told, ...files.flatMap(({ hints }) => hints)],
    reports: files.filter(({ url, stored }) => url || (stored && !stored.unreadable)).map(reportOf),
    shownUrls: byField(files, files.map(shownUrl)),
    /** Of the first image, which gives the video its shape; null where it is not known by now. */
    shownSize: first?.content?.image?.size ?? null,
    /** The same when it is needed. Throws VideoError. */
    size: async () => (first ? ((await inTurn(tools, first)).content?.image?.size ?? null) : null),
    identities: files.map(identify),
    contents: files.filter(({ stored }) => stored).map(identify),
    urls: async (patienceMs: number) => await bringToUrls(tools, files, patienceMs),
    knownUrls: () =>
      byField(
        files,
        files.map((file) => knownUrl(tools, file)),
      ),
    prints: async () => ({
      same: await Promise.all(files.map(printOf)),
      versions: files.map(({ source, version }) => (source.kind === 'url' ? version : null)),
    }),
    forget: tools.uploads.forget.bind(tools.uploads),
  };
}
