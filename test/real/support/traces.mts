import type { Emulator } from '../../../dev/emulator/index.mts';

/** What must be said about all services of a suite together, once they are gone. */
export interface Traces {
  /** Every key that a credential held. */
  readonly keys: string[];
  /** Requests for pictures and videos, which lie on an origin that must not see a key. */
  fileRequests: number;
  /** Those of them that came with an Authorization header all the same. */
  readonly leaks: string[];
}

/** `key` = of the shared service, which is noted from the start. */
export const newTraces = (key: string): Traces => ({ keys: [key], fileRequests: 0, leaks: [] });

/** Takes down what a service has seen. To be called when it will see nothing more. */
export function note(traces: Traces, emulator: Emulator): void {
  traces.keys.push(emulator.key);
  const files = emulator.requests().filter(({ origin }) => origin === 'results');
  traces.fileRequests += files.length;
  const leaks = files.filter(({ headers }) => headers.authorization !== undefined);
  traces.leaks.push(...leaks.map(({ method, path }) => `${method} ${path}`));
}
