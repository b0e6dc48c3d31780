/** The files of a request: looked at before anything is sent, and brought to an address when it is their turn. */
import { sourceLabel } from '../catalogue/labels';
import { field } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import type { MediaField } from '../catalogue/types';
import { notToPickUp, VideoError } from '../errors';
import { fileVerdict, headIsEnough, withExtension } from '../media/verdict';
import type { Addresses } from '../request/build';
import type { Source } from '../request/sources';
import type { CheckedRequest } from '../request/validate';
import { addressOf, rememberAddress } from '../task/addresses';
import { isSuccessful } from '../task/task';
import type { StoredFile } from '../transport/store';
import { getTask } from './getTask';
import type { Item } from './operation';
import type { Run } from './open';

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

const identityOf = ({ id }: StoredFile) => `file ${id}`;

async function upload(run: Run, file: StoredFile, patienceMs: number): Promise<string> {
  const identity = identityOf(file);
  const known = addressOf(run.memory, identity);
  if (known && run.clock.now() - known.atMs < uploadLifetimeMs) return known.url;
  return remember(run, identity, await run.client.upload(file, patienceMs));
}

/** Items that hold the same file share its upload; one that failed may be tried again by the next. */
async function uploadOnce(run: Run, file: StoredFile, patienceMs: number): Promise<string> {
  const underWay = run.uploads.get(file.id) ?? upload(run, file, patienceMs);
  run.uploads.set(file.id, underWay);
  return await underWay.finally(() => run.uploads.delete(file.id));
}

async function videoOf(run: Run, taskId: string): Promise<string> {
  // The task that a video is taken from is not the task of this item, which is not ordered yet.
  const task = await getTask(run, taskId).catch((thrown: unknown) => {
    throw notToPickUp(thrown);
  });
  const [url] = task.videoUrls;
  if (isSuccessful(task) && url) return url;
  const message = `The task ${taskId} has no video to continue: its status is ${task.status}`;
  const way = task.failure ? 'Choose a task that has a video.' : 'Wait until that task is completed.';
  throw new VideoError({ category: 'input_media', message, advice: `Nothing was charged. ${way}` });
}

/** Looks at a file of the item. Throws when it cannot be what the field needs; smaller doubts become hints. */
async function inspect(
  run: Run,
  item: Item,
  wanted: { row: MediaField; source: Source; ratio: unknown },
): Promise<StoredFile> {
  const { row, source, ratio } = wanted;
  const label = sourceLabel(row, 'binary');
  const file = await run.store.find(item.index, source.value, label);
  const head = await file.head(headIsEnough);
  const { issue, hints, kind } = fileVerdict({
    holds: row.holds,
    head,
    bytes: file.bytes,
    fileName: file.fileName,
    ratio,
  });
  for (const hint of hints) run.hints.add(`${row.label}: ${hint}`);
  // n8n's own word for a file's type comes from wherever the file came from: the service gets what the file is.
  if (kind) return { ...file, mime: kind.mime, fileName: withExtension(file.fileName, kind.extension) };
  const advice = 'Nothing was sent and nothing was charged. Give another file.';
  throw new VideoError({ category: 'input_media', message: `${row.label} ${issue}`, advice });
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
  if (source.kind === 'url') return [{ name, identity: value, address: async () => value, known: value }];
  if (source.kind === 'taskId') {
    const identity = `task ${value}`;
    const address = async () => remember(run, identity, await videoOf(run, value));
    return [{ name, identity, address, known: addressOf(run.memory, identity)?.url }];
  }
  const file = await inspect(run, item, { row, ...wanted });
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
