/** Streams that break without harm, and a file as the streamed body of a multipart form. Source of the form: RFC 7578. */
import { randomUUID } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

/** A stream of n8n's binary store. */
export type FileStream = Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;

/** A fault that nobody listens to ends a plain Node.js process. Whoever reads the stream gets it all the same. */
export function guarded(stream: FileStream): FileStream {
  stream.on('error', () => undefined);
  return stream;
}

/**
 * A stream of these pieces; it reads nothing before it is read itself. `compose()` would, and fail before anyone listens.
 * The class comes from a stream at hand, since what ships may not import Node's own module.
 */
export function streamOf(pieces: AsyncIterable<Buffer>, like: FileStream): FileStream {
  const { from } = Object(like.constructor) as {
    from(pieces: AsyncIterable<Buffer>, options: { objectMode: boolean }): FileStream;
  };
  return guarded(from(pieces, { objectMode: false }));
}

export interface Upload {
  fileName: string;
  mime: string;
  bytes: number;
  /** The content, from its beginning at every call. A stream is the caller's to close. */
  open(): Promise<FileStream | Buffer>;
}

/** Quotes and line ends would end the header early. */
const safe = (text: string) => text.replace(/["\r\n\\]/g, '_');

async function* joined(head: Buffer, content: FileStream, tail: Buffer): AsyncGenerator<Buffer> {
  yield head;
  for await (const piece of content) yield piece as Buffer;
  yield tail;
}

/**
 * A form of one part named `file`, open for as long as `use` takes: a request that fails leaves its body unread, and the file
 * open. Its length is sent, so nothing in between has to hold the whole body.
 */
export async function withForm<Result>(
  { fileName, mime, bytes, open }: Upload,
  use: (form: { body: FileStream | Buffer; headers: Record<string, string> }) => Promise<Result>,
): Promise<Result> {
  const boundary = `----------${randomUUID()}`;
  const disposition = `Content-Disposition: form-data; name="file"; filename="${safe(fileName)}"`;
  const head = Buffer.from(`--${boundary}\r\n${disposition}\r\nContent-Type: ${safe(mime)}\r\n\r\n`);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': String(head.length + bytes + tail.length),
  };
  const content = await open();
  if (Buffer.isBuffer(content)) return await use({ body: Buffer.concat([head, content, tail]), headers });
  const body = streamOf(joined(head, guarded(content), tail), content);
  return await use({ body, headers }).finally(() => {
    body.destroy();
    content.destroy();
  });
}
