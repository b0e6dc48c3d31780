/** Holds answers back: for a while, or until released. Nothing is held after the client left or the emulator stopped. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Socket } from 'node:net';
import type { Fault } from './rule.mts';

export class Gate {
  private stopping = new AbortController();

  /** Every held answer goes on. */
  release(): void {
    this.stopping.abort();
    this.stopping = new AbortController();
  }

  /** Waits as the fault asks; false when the client left meanwhile. */
  async pass(fault: Fault, socket: Socket): Promise<boolean> {
    if (fault.delayMs) await this.wait(fault.delayMs, socket);
    if (fault.hang) await this.hold(socket);
    return !socket.destroyed;
  }

  /** Until release() or the client leaves. */
  hold(socket: Socket): Promise<void> {
    // The longest delay a timer takes, 24 days, stands forever.
    return this.wait(2 ** 31 - 1, socket);
  }

  /** `ms` of real time. */
  async wait(ms: number, socket: Socket): Promise<void> {
    if (socket.destroyed) return;
    const left = new AbortController();
    const leave = () => left.abort();
    socket.once('close', leave);
    const signal = AbortSignal.any([left.signal, this.stopping.signal]);
    await pause(ms, undefined, { signal }).catch(() => undefined);
    socket.off('close', leave);
  }
}
