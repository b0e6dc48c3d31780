/** The files of a request: looked at before anything is sent, and brought to an address when it is their turn. */
import { field } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import { VideoError } from '../errors';
import type { Addresses } from '../request/build';
import type { Source } from '../request/sources';
import type { CheckedRequest } from '../request/validate';
import { addressOf, rememberAddress } from './uploads';
import type { StoredFile } from './store';
import { inspectFile } from './inspectFile';
import type { Item } from '../operations/operation';
import type { Run } from '../run/createRun';
import { liveUrl, urlOfTask } from './sourceVideo';

/** One file of a request. */
interface Part {
  name: FieldName;
  /** The same for the same content, also when n8n runs the node again. */
  identity: string;
  /** Whether the file is the item's own, and has to be uploaded. */
  isUpload?: boolean;
  address(patienceMs: number): Promise<string>;
  /** The address as far as it is known without asking anybody. */
  known?: string;
}

/** A service keeps an upload for 72 hours (AIHubMax OpenAPI files); a link this old is not handed on. */
const uploadLifetimeMs = 70 * 60 * 60 * 1000;

const remember = ({ memory, clock }: Run, identity: string, url: string): string =>
  rememberAddress(memory, identity, url, clock.now());

const longestUrl = 8 * 1024;

/** An upload's URL as it is parsed: a name with spaces or letters beyond ASCII in it would be taken in several ways. */
function uploadedUrl(given: string): string {
  const message = 'AIHubMax answered the upload with a URL that is none';
  const broken = () => new VideoError({ category: 'service', code: 'upload', message });
  if (given.length > longestUrl || !/^https?:\/\//i.test(given)) throw broken();
  try {
    return new URL(given).href;
  } catch {
    throw broken();
  }
}

const identityOf = ({ id }: StoredFile) => `file ${id}`;

async function upload(run: Run, file: StoredFile, patienceMs: number): Promise<string> {
  const identity = identityOf(file);
  const known = addressOf(run.memory, identity);
  if (known && run.clock.now() - known.atMs < uploadLifetimeMs) return known.url;
  return remember(run, identity, uploadedUrl(await run.client.upload(file, patienceMs)));
}

/** Items that hold the same file share its upload; one that failed may be tried again by the next. */
async function uploadOnce(run: Run, file: StoredFile, patienceMs: number): Promise<string> {
  const underWay = run.uploads.get(file.id) ?? upload(run, file, patienceMs);
  run.uploads.set(file.id, underWay);
  return await underWay.finally(() => run.uploads.delete(file.id));
}

async function partOf(
  run: Run,
  item: Item,
  wanted: { name: FieldName; source: Source; ratio: unknown },
): Promise<Part[]> {
  const { name, source } = wanted;
  const row = field(name);
  if (row.kind !== 'media') return [];
  const value = String(source.value);
  if (source.kind === 'url') {
    const address = async () =>
      row.holds === 'video' ? await liveUrl(run, value, `${row.label} URL`) : value;
    return [{ name, identity: value, address, known: value }];
  }
  if (source.kind === 'taskId') {
    const identity = `task ${value}`;
    const address = async () => remember(run, identity, await urlOfTask(run, value));
    return [{ name, identity, address, known: addressOf(run.memory, identity)?.url }];
  }
  const file = await inspectFile(run, item, { row, ...wanted });
  const identity = identityOf(file);
  const address = async (patienceMs: number) => await uploadOnce(run, file, patienceMs);
  return [{ name, identity, isUpload: true, address, known: addressOf(run.memory, identity)?.url }];
}

export interface Files {
  /** What the request's fingerprint needs to know of its files. */
  identities: string[];
  /** What is the same as long as the item holds the same files. */
  contents: string[];
  /** Uploads what has to be uploaded. `patienceMs`: how long nothing but refusals with 429 is borne. Throws VideoError. */
  addresses(patienceMs: number): Promise<Addresses>;
  /** What a task that is already paid for was sent with, as far as that is remembered. */
  knownAddresses(): Addresses;
}

function add(addresses: Addresses, name: FieldName, address: string): void {
  addresses[name] = [...(addresses[name] ?? []), address];
}

export async function openFiles(run: Run, item: Item, { files, values }: CheckedRequest): Promise<Files> {
  const parts: Part[] = [];
  for (const [name, sources] of Object.entries(files) as [FieldName, Source[]][])
    for (const source of sources)
      parts.push(...(await partOf(run, item, { name, source, ratio: values.aspectRatio })));
  return {
    identities: parts.map(({ name, identity }) => `${name} ${identity}`),
    contents: parts.filter(({ isUpload }) => isUpload).map(({ name, identity }) => `${name} ${identity}`),
    async addresses(patienceMs) {
      const addresses: Addresses = {};
      for (const { name, address } of parts) add(addresses, name, await address(patienceMs));
      return addresses;
    },
    knownAddresses() {
      const addresses: Addresses = {};
      for (const { name, known } of parts) if (known) add(addresses, name, known);
      return addresses;
    },
  };
}
