import { readFile } from 'node:fs/promises';
import type { Bench } from '../support/bench.mts';
import { test as base } from '../support/test.mts';
import { newTraces } from '../support/traces.mts';

/** The test of this suite: its bench is one n8n, the local API that makes real videos, and a credential that joins them. */
export const test = base.extend<object, { bench: Bench }>({
  bench: [
    async ({ n8n, emulator, credential, folder }, use) => {
      const bench = {
        n8n,
        emulator,
        credential,
        folder,
        logs: () => readFile(n8n.process.log.file, 'utf8'),
        traces: newTraces(emulator.key),
        services: new Set<never>(),
      };
      await use(bench);
    },
    { scope: 'worker' },
  ],
  // The services of its tests have keys of their own.
  keys: [async ({ bench }, use) => await use(bench.traces.keys), { scope: 'worker' }],
});
