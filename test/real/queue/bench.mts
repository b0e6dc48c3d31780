import { readFile } from 'node:fs/promises';
import type { Bench } from '../support/bench.mts';
import type { Queue, Worker } from '../../../dev/n8n/queue/queue.mts';

/** What every case works on: the suite's bench, whose n8n is the main process of a queue. */
export interface QueueBench extends Bench {
  readonly queue: Queue;
}

/** All that a worker has printed. */
export const logOf = async ({ process }: Worker): Promise<string> => await readFile(process.log.file, 'utf8');

/** The worker whose log tells that it created the task. */
export async function creatorOf({ queue }: QueueBench, taskId: string): Promise<Worker> {
  for (const worker of queue.workers)
    if ((await logOf(worker)).includes(`AIHubMax created task ${taskId}`)) return worker;
  throw new Error(`No worker's log tells of task ${taskId}`);
}
