/** n8n's binary store: files of the items, and what was saved. */
import { Readable } from 'node:stream';
import type { IBinaryData, IBinaryKeyData } from 'n8n-workflow';

export interface Saved {
  fileName: string;
  mime: string;
  content: Buffer;
}

/** A file as n8n keeps it in memory, or in its store where `id` is given. */
export const file = (content: Buffer, over: Partial<IBinaryData> = {}): IBinaryData => ({
  data: over.id ? 'filesystem-v2' : content.toString('base64'),
  mimeType: 'image/jpeg',
  fileName: 'photo.jpg',
  ...over,
});

/** The beginning of a PNG: enough of it to tell its size (PNG specification, section 11.2.2), with something behind. */
export function png(width: number, height: number, length = 33): Buffer {
  const bytes = Buffer.alloc(length, 7);
  bytes.write('\u0089PNG\r\n\u001a\n\0\0\0\u000dIHDR', 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** In pieces, as a store gives it. */
const pieces = (content: Buffer) =>
  Array.from({ length: Math.ceil(content.length / 64) }, (_none, nth) =>
    content.subarray(nth * 64, nth * 64 + 64),
  );

export function binaryHelpers(
  items: Array<IBinaryKeyData | undefined>,
  stored: Record<string, Buffer>,
  saved: Saved[],
) {
  const contentOf = (id: string): Buffer => stored[id] ?? Buffer.alloc(0);
  return {
    assertBinaryData(item: number, field: string | IBinaryData): IBinaryData {
      const found = typeof field === 'string' ? items[item]?.[field] : field;
      if (!found || typeof found !== 'object' || !('mimeType' in found))
        throw new Error(`No binary field ${String(field)}`);
      return found;
    },
    getBinaryStream: async (id: string) => Readable.from(pieces(contentOf(id))),
    getBinaryMetadata: async (id: string) => ({ fileSize: contentOf(id).length }),
    async prepareBinaryData(
      content: AsyncIterable<Buffer>,
      fileName: string,
      mime: string,
    ): Promise<IBinaryData> {
      const chunks: Buffer[] = [];
      for await (const chunk of content) chunks.push(chunk);
      const whole = Buffer.concat(chunks);
      saved.push({ fileName, mime, content: whole });
      return {
        data: 'filesystem-v2',
        id: `saved:${saved.length}`,
        mimeType: mime,
        fileName,
        bytes: whole.length,
      };
    },
  };
}

/** All bytes of a body that is a stream or a buffer. */
export async function bytesOf(body: unknown): Promise<Buffer> {
  if (Buffer.isBuffer(body)) return body;
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
