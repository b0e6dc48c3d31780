import { startQueue, type Queue } from '../../../dev/n8n/queue/queue.mts';
import { test as base } from '../support/test.mts';
import { newTraces } from '../support/traces.mts';
import { logOf, type QueueBench } from './bench.mts';

/** The test of this suite: its n8n is the main process of a queue with two workers. */
export const test = base.extend<object, { queue: Queue; bench: QueueBench }>({
  queue: [
    async ({ folder, settings }, use) => {
      // Room for all executions of cases that wait side by side.
      const env = { N8N_RESTRICT_FILE_ACCESS_TO: folder, ...settings };
      const queue = await startQueue({ say: console.log, concurrency: 20, env });
      await use(queue);
      await queue.stop();
    },
    { scope: 'worker', timeout: 0 },
  ],
  n8n: [async ({ queue: { main } }, use) => await use(main), { scope: 'worker' }],
  bench: [
    async ({ queue, n8n, emulator, credential, folder }, use) => {
      const traces = newTraces(emulator.key);
      const logs = async () => (await Promise.all(queue.workers.map(logOf))).join('\n');
      await use({ queue, n8n, emulator, credential, folder, logs, traces, services: new Set<never>() });
    },
    { scope: 'worker' },
  ],
});
