/** The files of a request: looked into before anything is sent, and brought to a URL when it is their turn. */
import { createHash } from 'crypto';
import type { FileUrls } from '../request/build';
import type { CheckedRequest } from '../request/validate';
import type { FileBench } from './bench';
import type { Size } from './images';
import type { Inspection } from './inspect';
import { findFile, namedIn, usableFile } from './itemFile';
import type { Named } from './itemFile';
import { liveUrl, videoOfTask } from './sourceVideo';
import { piecesOf } from './store';
import type { StoredFile } from './store';
import { identityOf } from './uploads';

/** One file of a request. */
interface Part extends Named {
  /** The same for the same content, also when n8n runs the node again. */
  identity: string;
  /** The item's own, which has to be uploaded. */
  file?: StoredFile;
  content?: Inspection;
}

/** `mayBeLost`: an earlier try has left something for this item. */
type Item = { itemIndex: number; mayBeLost: boolean };

async function partOf(bench: FileBench, named: Named, { itemIndex, mayBeLost }: Item): Promise<Part> {
  const { kind, value } = named.source;
  if (kind !== 'binary')
    return { ...named, identity: kind === 'url' ? String(value) : `task ${String(value)}` };
  const found = await findFile(bench, itemIndex, named);
  const file = usableFile(found, bench, named, mayBeLost);
  return { ...named, identity: identityOf(file), file, content: found.content };
}

async function urlOf(
  bench: FileBench,
  { row, source, identity, file }: Part,
  patienceMs: number,
): Promise<string> {
  if (file) return await bench.uploads.urlOf(file, patienceMs);
  const value = String(source.value);
  if (source.kind === 'url')
    return row.mediaType === 'video' ? await liveUrl(bench, value, `${row.label} URL`) : value;
  const url = await liveUrl(bench, await videoOfTask(bench, value), `The video of ${identity}`);
  return bench.uploads.remember(identity, url);
}

async function sizeOf({ probe }: FileBench, { source, content }: Part): Promise<Size | null> {
  if (source.kind !== 'url') return content?.image?.size ?? null;
  const seen = await probe.look(String(source.value));
  return seen.kind === 'file' ? (seen.content.image?.size ?? null) : null;
}

/** n8n gives the same file another ID in every execution. */
async function hashOf({ identity, file }: Part): Promise<string> {
  if (!file) return identity;
  const hash = createHash('sha256');
  for await (const piece of piecesOf(file)) hash.update(piece);
  return hash.digest('base64url');
}

const identify = ({ name, identity }: Part): string => `${name} ${identity}`;

/** By field. */
function gather(found: [Part, string | undefined][]): FileUrls {
  const urls: FileUrls = {};
  for (const [{ name }, url] of found) if (url) urls[name] = [...(urls[name] ?? []), url];
  return urls;
}

/** Looks into the files of an item's request; nothing is sent for that. What it gives is what the till needs. Throws VideoError. */
export async function openRequestFiles(bench: FileBench, item: Item, request: CheckedRequest) {
  const { uploads } = bench;
  const parts: Part[] = [];
  for (const named of namedIn(request)) parts.push(await partOf(bench, named, item));
  const known = ({ source, identity }: Part) =>
    source.kind === 'url' ? identity : uploads.knownUrl(identity);
  return {
    identities: parts.map(identify),
    contents: parts.filter(({ file }) => file).map(identify),
    async urls(patienceMs: number): Promise<FileUrls> {
      const found: [Part, string][] = [];
      for (const part of parts) found.push([part, await urlOf(bench, part, patienceMs)]);
      return gather(found);
    },
    knownUrls: () => gather(parts.map((part) => [part, known(part)])),
    /** Of the first image, which gives the video its shape; null where it cannot be told. Opens a URL. */
    size: async () => (parts[0] ? await sizeOf(bench, parts[0]) : null),
    prints: async () => ({
      same: await Promise.all(parts.map(async (part) => `${part.name} ${await hashOf(part)}`)),
      versions: [],
    }),
    forget: uploads.forget.bind(uploads),
  };
}
