import type { Bench } from '../suite/bench.mts';
import type { Case } from '../suite/report.mts';
import type { Queue } from './queue.mts';

/** What every case works on: the suite's bench, whose n8n is the main process of a queue. */
export interface QueueBench extends Bench {
  readonly queue: Queue;
}

export type QueueCase = Case<QueueBench>;
