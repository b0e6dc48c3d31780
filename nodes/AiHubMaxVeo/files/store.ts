/** n8n's binary store: a file of an item in, a downloaded file out. Whole files never stay in memory unless n8n keeps them so. */
import { createHash } from 'crypto';
import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { MediaField } from '../catalogue/fields';
import { VideoError } from '../errors';
import { getOrAdd, isObject, recordOf, textOf, wordOf } from '../json';
import { isBlank } from '../request/checked';
import type { FileStream, Upload } from '../streams';
import { inspect, type Inspection } from './inspect';

export interface StoredFile extends Upload {
  /** Names its content, in the memory and in a request's fingerprint. The same when n8n runs the node again: see `lastingId`. */
  id: string;
  /** Read once in a run, since items often hold the same file; `hash` is of all of it. Throws what n8n throws. */
  content(): Promise<{ inspection: Inspection; hash: string }>;
  /** Why n8n no longer has the content: it can move or delete a file that an execution still names. */
  unreadable?: VideoError;
}

const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What stays of an ID of n8n's store. While an execution runs, a file can lie under `executions/temp/binary_data/<uuid>`,
 * and under `executions/<id>/binary_data/<uuid>` in what n8n saves: a person's Retry then reads another ID.
 */
const lastingId = (id: string): string =>
  uuid.exec(id)?.[0] ?? id.replace(/\/executions\/[^/]+\//, '/executions/');

/** Of content as it is, as a Code node may leave it, and of a `data:` URL; null where there is none. */
function base64Of(data: unknown): string | null {
  if (Buffer.isBuffer(data)) return data.toString('base64');
  return typeof data === 'string' ? data.replace(/^data:[^,]{0,200};base64,/, '') : null;
}

/** `thrown` may hold paths of the machine, which nobody else has to know. */
export function unreadableFile(label: string, thrown: unknown): VideoError {
  const code = textOf(recordOf(thrown).code);
  return new VideoError({
    category: 'input_media',
    message: `${label}: n8n cannot read this file any more${code && ` (${code})`}`,
    advice: 'Nothing was sent for it. Run the workflow again from its start, so that the file is there.',
  });
}

/** Without the path of the machine. */
const unstored = (thrown: unknown): VideoError => {
  const reason = textOf(recordOf(thrown).message).replace(/ '[^']*[\\/][^']*'/g, '');
  return new VideoError({ category: 'service', message: `n8n could not store the video: ${reason}` });
};

/** Where a workflow whose setting Binary Mode is "combined" keeps an item's files. */
const jsonField = '_files';

function namesIn({ binary = {}, json = {} }: Partial<INodeExecutionData>): string[] {
  const inJson = Object.keys(recordOf(json[jsonField])).map((name) => `${jsonField}.${name}`);
  return [...Object.keys(binary), ...inJson];
}

function missingField(item: Partial<INodeExecutionData>, field: unknown, label: string): VideoError {
  const names = namesIn(item);
  const has = names.length > 0 ? `It has: ${names.join(', ')}.` : 'It has no binary data at all.';
  const problem =
    typeof field === 'string'
      ? `is "${field}", but the input item has no binary field of this name`
      : 'is no binary field of the input item';
  const path = `, with its path: this workflow keeps files in the item's JSON, under ${jsonField}`;
  return new VideoError({
    category: 'invalid_request',
    message: `${label} ${problem}. ${has}`,
    advice: `Nothing was sent. Name the field that holds the file${isObject(item.json?.[jsonField]) ? path : ''}.`,
  });
}

/** In parts of so many bytes, what n8n keeps in memory is looked through like a stream. */
const partBytes = 64 * 1024;

/** The content of a file, piece by piece; a stream is closed by leaving it. */
async function* piecesOf(open: Upload['open']): AsyncGenerator<Buffer, void> {
  const content = await open();
  if (!Buffer.isBuffer(content)) return yield* content as AsyncIterable<Buffer>;
  for (let at = 0; at < content.length; at += partBytes) yield content.subarray(at, at + partBytes);
}

async function readContent(open: Upload['open']) {
  const hash = createHash('sha256');
  const inspection = await inspect(piecesOf(open), hash);
  return { inspection, hash: hash.digest('base64url') };
}

export class Store {
  /** By the file's ID. */
  readonly #contents = new Map<string, ReturnType<StoredFile['content']>>();

  constructor(private readonly context: IExecuteFunctions) {}

  /** `field` is the name of a binary field, or a binary itself by expression; `label` the parameter that says so. Throws VideoError. */
  async find(itemIndex: number, field: unknown, label: string): Promise<StoredFile> {
    const { helpers } = this.context;
    const binary = this.#fileOf(itemIndex, field);
    if (!binary) throw missingField(this.#itemAt(itemIndex), field, label);
    // What a Code node has made can hold anything.
    const [stored, fileName] = [textOf(binary.id), wordOf(binary.fileName) || 'file'];
    const named = { mime: binary.mimeType, fileName };
    if (!stored) return { ...named, ...this.#inMemory(binary.data, label) };
    const id = `file ${lastingId(stored)}`;
    const open = async () => await helpers.getBinaryStream(stored);
    const content = async () => await getOrAdd(this.#contents, id, async () => await readContent(open));
    const file = { ...named, id, open, content };
    try {
      return { ...file, bytes: (await helpers.getBinaryMetadata(stored)).fileSize };
    } catch (thrown) {
      return { ...file, bytes: 0, unreadable: unreadableFile(label, thrown) };
    }
  }

  /** Whether an item has no file of a name that nobody typed. n8n does not tell the form's default from the same name typed. */
  lacksUntyped(itemIndex: number, field: unknown, { parameters, binaryDefault }: MediaField): boolean {
    const written = this.context.getNode().parameters[parameters.binary ?? ''];
    const isUntyped = isBlank(written) || written === binaryDefault;
    return isUntyped && this.#fileOf(itemIndex, field) === null;
  }

  /** The names of an item's files of this type. One of a type that n8n does not know may be of it. */
  namesOf(itemIndex: number, type: MediaField['mediaType']): string[] {
    const isOfType = (name: string) => {
      const file = this.#fileOf(itemIndex, name);
      return file !== null && new RegExp(`^$|^${type}/|octet-stream`, 'i').test(file.mimeType ?? '');
    };
    return namesIn(this.#itemAt(itemIndex)).filter(isOfType);
  }

  /** Throws VideoError: why the content broke, or n8n's own words about its store. */
  async save(content: FileStream, fileName: string, mime: string): Promise<IBinaryData> {
    const saving = this.context.helpers.prepareBinaryData(content, fileName, mime);
    return await saving.catch((thrown: unknown) => {
      throw thrown instanceof VideoError ? thrown : unstored(thrown);
    });
  }

  /** A file that n8n has not stored is base64 text; one that an expression gives as a whole can lack it. */
  #inMemory(text: unknown, label: string): Pick<StoredFile, 'id' | 'bytes' | 'open' | 'content'> {
    const data = base64Of(text);
    if (data === null) throw unreadableFile(label, { code: 'it has no content as base64 under "data"' });
    // Decoded whenever it is read: what is kept here would be kept to the end of the run.
    const decode = () => Buffer.from(data, 'base64');
    const open = async () => decode();
    const hash = createHash('sha256').update(data).digest('base64url');
    const id = `file ${hash}`;
    const read = async () => ({ inspection: await inspect(piecesOf(open)), hash });
    return {
      id,
      bytes: decode().length,
      open,
      content: async () => await getOrAdd(this.#contents, id, read),
    };
  }

  #itemAt(index: number): Partial<INodeExecutionData> {
    return this.context.getInputData()[index] ?? {};
  }

  #fileOf(itemIndex: number, field: unknown): IBinaryData | null {
    try {
      return this.context.helpers.assertBinaryData(itemIndex, field as string);
    } catch {
      return null;
    }
  }
}
