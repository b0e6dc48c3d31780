/** Streams that break without harm. */
import type { IExecuteFunctions } from 'n8n-workflow';

/** A stream of n8n's binary store. */
export type FileStream = Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;

/**
 * A fault of a stream that nobody listens to is an uncaught exception, which ends a plain Node.js process. Whoever reads
 * the stream gets the fault all the same.
 */
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
