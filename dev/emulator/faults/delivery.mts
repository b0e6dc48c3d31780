/** How an answer leaves: held back, slowly, in part, or in a shape that misleads about its length. */
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Fault } from './rule.mts';

/** The longest delay that a timer takes, 24 days, in milliseconds. */
const forever = 2 ** 31 - 1;

/** Holds answers back: for a while, or until released. Nothing is held after the client left or the emulator stopped. */
export class Gate {
  #stopping = new AbortController();

  /** Every held answer goes on. */
  release(): void {
    this.#stopping.abort();
    this.#stopping = new AbortController();
  }

  /** Waits as the fault asks; false when the client left meanwhile. */
  async pass(fault: Fault, socket: Socket): Promise<boolean> {
    if (fault.delayMs) await this.wait(fault.delayMs, socket);
    if (fault.hang) await this.wait(forever, socket);
    return !socket.destroyed;
  }

  /** `ms` of real time. */
  async wait(ms: number, socket: Socket): Promise<void> {
    if (socket.destroyed) return;
    const left = new AbortController();
    const leave = () => left.abort();
    socket.once('close', leave);
    const signal = AbortSignal.any([left.signal, this.#stopping.signal]);
    await pause(ms, undefined, { signal }).catch(() => undefined);
    socket.off('close', leave);
  }
}

type Body = string | Buffer | Readable;

const isBody = (answer: unknown): answer is Body =>
  typeof answer === 'string' || Buffer.isBuffer(answer) || answer instanceof Readable;

const bytesOf = async (answer: Body): Promise<Buffer> =>
  answer instanceof Readable ? await buffer(answer) : Buffer.from(answer);

/** The answer as the fault lets it leave, with headers that fit. */
export async function delivered(fault: Fault, gate: Gate, reply: FastifyReply, answer: unknown) {
  const isReshaped = fault.encoded !== undefined || fault.partial || fault.cut;
  const isPiecemeal = fault.dripMs !== undefined || fault.truncate || fault.stall;
  if (!isBody(answer) || !(isReshaped || isPiecemeal)) return answer;
  const whole = await bytesOf(answer);
  if (isReshaped) return reshaped(fault, reply, whole);
  reply.header('content-length', whole.length);
  return Readable.from(pieces(fault, gate, reply.request.socket, whole), { objectMode: false });
}

/** Compressed, as one part of it, or half without a word. */
function reshaped({ encoded, partial, cut }: Fault, reply: FastifyReply, whole: Buffer): Buffer | Readable {
  const half = whole.subarray(0, Math.ceil(whole.length / 2));
  if (cut) {
    reply.removeHeader('content-length');
    // Of a stream nobody knows the length.
    return Readable.from([half], { objectMode: false });
  }
  if (partial) reply.code(206).header('content-range', `bytes 0-${half.length - 1}/${whole.length}`);
  if (encoded) reply.header('content-encoding', encoded);
  const part = partial ? half : whole;
  const sent = encoded === 'gzip' ? gzipSync(part) : part;
  reply.header('content-length', sent.length);
  return sent;
}

/** Slowly, or no more than half; the content-length stays that of the whole. */
async function* pieces(fault: Fault, gate: Gate, socket: Socket, whole: Buffer): AsyncGenerator<Buffer> {
  const size = Math.max(1, Math.ceil(whole.length / 10));
  for (let sent = 0; sent < whole.length; sent += size) {
    if (fault.dripMs && sent > 0) await gate.wait(fault.dripMs, socket);
    if ((fault.truncate || fault.stall) && sent >= whole.length / 2) {
      // What was written so far has to leave before the connection goes.
      await gate.wait(fault.stall ? forever : 20, socket);
      return void socket.destroy();
    }
    yield whole.subarray(sent, sent + size);
  }
}
