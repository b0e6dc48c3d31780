/** The files of a request: looked into before anything is sent, and brought to a URL when it is their turn. */
import { createHash } from 'crypto';
import { field } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import type { Failure } from '../errors';
import type { FileUrls } from '../request/build';
import type { Source } from '../request/sources';
import type { CheckedRequest } from '../request/validate';
import type { FileBench } from './files';
import { inspectFile } from './inspectFile';
import { liveUrl, urlOfTask } from './sourceVideo';
import type { Size } from './jpeg';
import { piecesOf } from './store';
import type { StoredFile } from './store';
import { identityOf } from './uploads';

/** One file of a request. */
interface Part {
  name: FieldName;
  /** The same for the same content, also when n8n runs the node again. */
  identity: string;
  /** Whether the file is the item's own, and has to be uploaded. */
  isUpload?: boolean;
  url(patienceMs: number): Promise<string>;
  /** The URL as far as it is known without asking anybody. */
  known?: string;
  /** Of an image; null where it cannot be told. Opens a URL. */
  size(): Promise<Size | null>;
  /** What is the same for the same content in every execution. Reads a whole file. */
  hash(): Promise<string>;
}

/** n8n gives the same file another ID in every execution. */
async function hashOf(file: StoredFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of piecesOf(file)) hash.update(piece);
  return hash.digest('base64url');
}

async function sizeBehind({ probe }: FileBench, url: string): Promise<Size | null> {
  const seen = await probe.look(url);
  return seen.kind === 'file' ? (seen.content.image?.size ?? null) : null;
}

const noSize = async () => null;

/** A file that a field names. */
interface Named {
  name: FieldName;
  source: Source;
  /** The aspect ratio of the wanted video. */
  ratio: unknown;
  /** An earlier try has left something for this item. */
  mayBeLost: boolean;
}

async function partOf(bench: FileBench, itemIndex: number, named: Named): Promise<Part[]> {
  const { name, source } = named;
  const { uploads } = bench;
  const row = field(name);
  if (row.kind !== 'media') return [];
  const value = String(source.value);
  if (source.kind === 'url') {
    const isVideo = row.mediaType === 'video';
    const url = async () => (isVideo ? await liveUrl(bench, value, `${row.label} URL`) : value);
    const size = async () => await sizeBehind(bench, value);
    return [{ name, identity: value, url, known: value, size, hash: async () => value }];
  }
  if (source.kind === 'taskId') {
    const identity = `task ${value}`;
    const url = async () => uploads.remember(identity, await urlOfTask(bench, value));
    const known = uploads.knownUrl(identity);
    return [{ name, identity, url, known, size: noSize, hash: async () => identity }];
  }
  const file = await inspectFile(bench, itemIndex, { row, ...named });
  const identity = identityOf(file);
  const url = async (patienceMs: number) => await uploads.urlOf(file, patienceMs);
  const known = uploads.knownUrl(identity);
  const hash = async () => await hashOf(file);
  return [{ name, identity, isUpload: true, url, known, size: async () => file.size, hash }];
}

function add(urls: FileUrls, name: FieldName, url: string): void {
  urls[name] = [...(urls[name] ?? []), url];
}

/** As the till needs them, see submit/order.ts. */
export class RequestFiles {
  readonly #bench: FileBench;
  readonly #parts: Part[];

  constructor(bench: FileBench, parts: Part[]) {
    this.#bench = bench;
    this.#parts = parts;
  }

  /** What the request's fingerprint needs to know of its files. */
  get identities(): string[] {
    return this.#parts.map(({ name, identity }) => `${name} ${identity}`);
  }

  /** What is the same as long as the item holds the same files. */
  get contents(): string[] {
    return this.#parts.filter(({ isUpload }) => isUpload).map(({ name, identity }) => `${name} ${identity}`);
  }

  /** Uploads what has to be uploaded. `patienceMs`: how long nothing but refusals with 429 is borne. Throws VideoError. */
  async urls(patienceMs: number): Promise<FileUrls> {
    const urls: FileUrls = {};
    for (const { name, url } of this.#parts) add(urls, name, await url(patienceMs));
    return urls;
  }

  /** What a task that is already paid for was sent with, as far as that is remembered. */
  knownUrls(): FileUrls {
    const urls: FileUrls = {};
    for (const { name, known } of this.#parts) if (known) add(urls, name, known);
    return urls;
  }

  /** The size of the first image, which gives the video its shape; null where it cannot be told. Opens a URL. */
  async size(): Promise<Size | null> {
    return (await this.#parts[0]?.size()) ?? null;
  }

  /** What is the same for the same contents in every execution. Reads whole files. */
  async hashes(): Promise<string[]> {
    return await Promise.all(this.#parts.map(async ({ name, hash }) => `${name} ${await hash()}`));
  }

  forget(failure: Pick<Failure, 'category'> | null | undefined, request: object): void {
    this.#bench.uploads.forget(failure, request);
  }
}

export async function openRequestFiles(
  bench: FileBench,
  { itemIndex, mayBeLost }: { itemIndex: number; mayBeLost: boolean },
  { files, values }: CheckedRequest,
): Promise<RequestFiles> {
  const parts: Part[] = [];
  for (const [name, sources] of Object.entries(files) as [FieldName, Source[]][])
    for (const source of sources)
      parts.push(...(await partOf(bench, itemIndex, { name, source, ratio: values.aspectRatio, mayBeLost })));
  return new RequestFiles(bench, parts);
}
