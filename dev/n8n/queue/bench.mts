import { itemsOf, type Execution } from '../index.mts';
import { jsonOf, order, type Bench } from '../suite/bench.mts';
import type { Case } from '../suite/report.mts';
import { callPublished, published } from '../suite/production.mts';
import type { Queue, Worker } from './queue.mts';

/** What every case works on: the suite's bench, whose n8n is the main process of a queue. */
export interface QueueBench extends Bench {
  readonly queue: Queue;
}

export type QueueCase = Case<QueueBench>;

/** Webhook -> Create and Wait, published; returns the execution that one call began. */
export async function begin(bench: QueueBench, changes: Parameters<typeof order>[1] = {}): Promise<string> {
  return await callPublished(bench, await published(bench, order(bench, changes)));
}

/** The worker whose log tells of a task. */
export function workerOf({ queue }: QueueBench, taskId: string): Worker {
  const found = queue.workers.find(({ process }) => process.log.tail(200).includes(taskId));
  if (!found) throw new Error(`No worker's log tells of task ${taskId}`);
  return found;
}

/** The tasks that the logs of all processes tell of. */
export function loggedTasks({ queue }: QueueBench): string[] {
  const logs = [queue.main.process, ...queue.workers.map(({ process }) => process)].map(({ log }) => log.tail(200));
  return [...new Set(logs.join('\n').match(/task-unified-[\w-]+/g) ?? [])];
}

export const videoOf = (execution: Execution): Record<string, unknown> => jsonOf(execution, 'Video')[0] ?? {};

export { itemsOf };
