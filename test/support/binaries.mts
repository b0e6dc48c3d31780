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

/** A PNG of this size in pixels (PNG specification, chapter 5), which decoders would find full of noise; whole all the same. */
export function png(width: number, height: number, length = 69): Buffer {
  const bytes = Buffer.alloc(length, 7);
  bytes.write('\u0089PNG\r\n\u001a\n\0\0\0\u000dIHDR', 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(length - 57, 33);
  bytes.write('IDAT', 37, 'latin1');
  bytes.write('\0\0\0\0IEND\u00aeB`\u0082', length - 12, 'latin1');
  return bytes;
}

/** A box of an MP4 (ISO/IEC 14496-12, 4.2). */
export function box(type: string, content: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

/** An MP4 whose outermost boxes are all there, with so many bytes of film that no player would show. */
export const mp4 = (bytes = 10_000): Buffer =>
  Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\u0002\0isommp41', 'latin1')),
    box('moov', Buffer.alloc(100, 1)),
    box('mdat', Buffer.alloc(bytes, 7)),
  ]);

/** In pieces, as a store gives it. */
const pieces = (content: Buffer) =>
  Array.from({ length: Math.ceil(content.length / 64) }, (_none, nth) =>
    content.subarray(nth * 64, nth * 64 + 64),
  );

export function binaryHelpers(
  items: Array<IBinaryKeyData | undefined>,
  { stored, opened, saved }: { stored: Record<string, Buffer | null>; opened: string[]; saved: Saved[] },
) {
  const contentOf = (id: string): Buffer => {
    if (stored[id] !== null) return stored[id] ?? Buffer.alloc(0);
    const path = `/home/node/.n8n/${id}.metadata`;
    throw Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), { code: 'ENOENT' });
  };
  return {
    assertBinaryData(item: number, field: string | IBinaryData): IBinaryData {
      const found = typeof field === 'string' ? items[item]?.[field] : field;
      if (!found || typeof found !== 'object' || !('mimeType' in found))
        throw new Error(`No binary field ${String(field)}`);
      return found;
    },
    getBinaryStream: async (id: string) => {
      opened.push(id);
      return Readable.from(pieces(contentOf(id)));
    },
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
