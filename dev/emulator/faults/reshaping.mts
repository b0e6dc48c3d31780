/** A whole answer in a shape that misleads about its length: compressed, as one part of it, or half without a word. */
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import type { Fault } from './rule.mts';

export const isReshaped = ({ encoded, partial, cut }: Fault): boolean =>
  encoded !== undefined || partial === true || cut === true;

const bytesOf = async (answer: string | Buffer | Readable): Promise<Buffer> =>
  answer instanceof Readable ? await buffer(answer) : Buffer.from(answer);

function firstPart(reply: FastifyReply, whole: Buffer): Buffer {
  const half = whole.subarray(0, Math.ceil(whole.length / 2));
  reply.code(206).header('content-range', `bytes 0-${half.length - 1}/${whole.length}`);
  return half;
}

/** The answer as the fault has it, with headers that fit. */
export async function reshaped(
  fault: Fault,
  reply: FastifyReply,
  answer: string | Buffer | Readable,
): Promise<Buffer | Readable> {
  const whole = await bytesOf(answer);
  if (fault.cut) {
    reply.removeHeader('content-length');
    const half = whole.subarray(0, Math.ceil(whole.length / 2));
    // Of a stream nobody knows the length.
    return Readable.from([half], { objectMode: false });
  }
  const part = fault.partial ? firstPart(reply, whole) : whole;
  const sent = fault.encoded === 'gzip' ? gzipSync(part) : part;
  if (fault.encoded) reply.header('content-encoding', fault.encoded);
  reply.header('content-length', sent.length);
  return sent;
}
