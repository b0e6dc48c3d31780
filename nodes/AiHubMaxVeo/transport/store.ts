/** n8n's binary store: a file of an item in, a downloaded file out. Whole files never lie in memory unless n8n keeps them so. */
import { createHash } from 'crypto';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { VideoError } from '../errors';

/** A stream of n8n's binary store. */
export type FileStream = Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;

export interface StoredFile {
  /** The same for the same content: n8n's own ID, or a hash where n8n keeps files in memory. */
  id: string;
  fileName: string;
  mime: string;
  bytes: number;
  /** The first bytes, read until `isEnough` says so. */
  head(isEnough: (bytes: Buffer) => boolean): Promise<Buffer>;
  /** The content, from its beginning at every call. */
  open(): Promise<FileStream | Buffer>;
}

export interface Store {
  /** `field` is the name of a binary field, or a binary itself by expression; `label` the parameter that says so. Throws VideoError. */
  find(itemIndex: number, field: unknown, label: string): Promise<StoredFile>;
  save(content: FileStream, fileName: string, mime: string): Promise<IBinaryData>;
}

async function headOf(content: FileStream | Buffer, isEnough: (bytes: Buffer) => boolean): Promise<Buffer> {
  if (Buffer.isBuffer(content)) return content;
  let head = Buffer.alloc(0);
  // Leaving the loop closes the stream.
  for await (const chunk of content) {
    head = Buffer.concat([head, chunk as Buffer]);
    if (isEnough(head)) break;
  }
  return head;
}

function fileOf(binary: IBinaryData, bytes: number, open: StoredFile['open']): StoredFile {
  const id = binary.id ?? createHash('sha256').update(binary.data).digest('base64url');
  const mime = binary.mimeType;
  const fileName = binary.fileName ?? `file.${binary.fileExtension ?? 'bin'}`;
  return { id, mime, fileName, bytes, open, head: async (isEnough) => await headOf(await open(), isEnough) };
}

export function createStore(context: IExecuteFunctions): Store {
  const { helpers } = context;
  const missing = (itemIndex: number, field: unknown, label: string): VideoError => {
    const names = Object.keys(context.getInputData()[itemIndex]?.binary ?? {});
    const has = names.length > 0 ? `It has: ${names.join(', ')}.` : 'It has no binary data at all.';
    const problem =
      typeof field === 'string'
        ? `is "${field}", but the input item has no binary field of this name`
        : 'is no binary field of the input item';
    const message = `${label} ${problem}. ${has}`;
    return new VideoError({
      category: 'invalid_request',
      message,
      advice: 'Nothing was sent. Name the field that holds the file.',
    });
  };
  return {
    async find(itemIndex, field, label) {
      let binary: IBinaryData;
      try {
        binary = helpers.assertBinaryData(itemIndex, field as string);
      } catch {
        throw missing(itemIndex, field, label);
      }
      const { id, data } = binary;
      if (!id) {
        const content = Buffer.from(data, 'base64');
        return fileOf(binary, content.length, async () => content);
      }
      const { fileSize } = await helpers.getBinaryMetadata(id);
      return fileOf(binary, fileSize, async () => await helpers.getBinaryStream(id));
    },
    save: async (content, fileName, mime) => await helpers.prepareBinaryData(content, fileName, mime),
  };
}
