/** A file as the body of a multipart form, streamed. Source of the form: RFC 7578. */
import { randomUUID } from 'crypto';
import type { ApiRequest } from './send';
import { guarded, streamOf } from '../streams';
import type { FileStream } from '../streams';

/** A file that is to be sent. */
export interface Upload {
  fileName: string;
  mime: string;
  bytes: number;
  /** The content, from its beginning at every call. A stream is the caller's to close. */
  open(): Promise<FileStream | Buffer>;
}

/** The body and the headers of a request that sends a file. */
type FormBody = Required<Pick<ApiRequest, 'body' | 'headers'>> & { body: FileStream | Buffer };

/** Quotes and line ends would end the header early. */
const safe = (text: string) => text.replace(/["\r\n\\]/g, '_');

async function* joined(head: Buffer, content: FileStream, tail: Buffer): AsyncGenerator<Buffer> {
  yield head;
  for await (const piece of content) yield piece as Buffer;
  yield tail;
}

/** One part of the name `file`. Its length is sent, so nothing in between has to hold the whole body. */
function formAround(content: FileStream | Buffer, { fileName, mime, bytes }: Upload): FormBody {
  const boundary = `----------${randomUUID()}`;
  const disposition = `Content-Disposition: form-data; name="file"; filename="${safe(fileName)}"`;
  const head = Buffer.from(`--${boundary}\r\n${disposition}\r\nContent-Type: ${safe(mime)}\r\n\r\n`);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const body = Buffer.isBuffer(content)
    ? Buffer.concat([head, content, tail])
    : streamOf(joined(head, guarded(content), tail), content);
  return {
    body,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + bytes + tail.length),
    },
  };
}

/** Opens the file for as long as `use` takes. A request that fails leaves its body unread, and the file open. */
export async function withForm<Result>(
  file: Upload,
  use: (form: FormBody) => Promise<Result>,
): Promise<Result> {
  const content = await file.open();
  const form = formAround(content, file);
  try {
    return await use(form);
  } finally {
    for (const part of [form.body, content]) if (!Buffer.isBuffer(part)) part.destroy();
  }
}
