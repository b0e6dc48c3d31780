/** A file as the body of a multipart form, streamed. Source of the form: RFC 7578. */
import { randomUUID } from 'crypto';
import type { FileStream, StoredFile } from './store';

export interface FormBody {
  body: FileStream | Buffer;
  headers: Record<string, string>;
}

/** Quotes and line ends would end the header early. */
const safe = (text: string) => text.replace(/["\r\n\\]/g, '_');

/** One part of the name `file`. Its length is sent, so nothing in between has to hold the whole body. */
export async function formOf(file: StoredFile): Promise<FormBody> {
  const boundary = `----------${randomUUID()}`;
  const disposition = `Content-Disposition: form-data; name="file"; filename="${safe(file.fileName)}"`;
  const head = Buffer.from(`--${boundary}\r\n${disposition}\r\nContent-Type: ${safe(file.mime)}\r\n\r\n`);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const content = await file.open();
  const body = Buffer.isBuffer(content)
    ? Buffer.concat([head, content, tail])
    : content.compose(async function* (source: AsyncIterable<Buffer>) {
        yield head;
        yield* source;
        yield tail;
      });
  const length = head.length + file.bytes + tail.length;
  return {
    body: body as FileStream,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(length),
    },
  };
}
