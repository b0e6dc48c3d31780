/** An answer's bytes, slowly, in part, or both. */
import { Readable } from 'node:stream';
import type { Socket } from 'node:net';
import type { Gate } from './gate.mts';
import type { Fault } from './rule.mts';

export interface Delivery {
  payload: string | Buffer | Readable;
  /** Length of the whole answer in bytes. */
  bytes: number;
  socket: Socket;
}

async function* cut(payload: Delivery['payload'], size: number): AsyncGenerator<Buffer> {
  const source = payload instanceof Readable ? payload : [Buffer.from(payload)];
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk as Buffer);
    for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
  }
}

async function* pieces(
  fault: Fault,
  gate: Gate,
  { payload, bytes, socket }: Delivery,
): AsyncGenerator<Buffer> {
  let sent = 0;
  for await (const piece of cut(payload, fault.dripBytes ?? Math.max(1, Math.ceil(bytes / 10)))) {
    if (fault.dripMs && sent > 0) await gate.wait(fault.dripMs, socket);
    if ((fault.truncate || fault.stall) && sent >= bytes / 2) {
      // What was written so far has to leave before the connection goes.
      await (fault.stall ? gate.hold(socket) : gate.wait(20, socket));
      return void socket.destroy();
    }
    sent += piece.length;
    yield piece;
  }
}

export const isPiecemeal = ({ dripMs, truncate, stall }: Fault): boolean =>
  dripMs !== undefined || truncate === true || stall === true;

/** The answer as a stream that does what the fault says; its content-length stays that of the whole. */
export const piecemeal = (fault: Fault, gate: Gate, delivery: Delivery): Readable =>
  Readable.from(pieces(fault, gate, delivery), { objectMode: false });
