/**
 * The set that n8n keeps for a node in its database, that of Remove Duplicates: what is added is there at once, for every
 * process. It is read, changed and written without a lock, so all runs of a process take turns.
 */
import type { DeduplicationHelperFunctions } from 'n8n-workflow';
import type { Clock } from '../time';

export type SetHelpers = Pick<DeduplicationHelperFunctions, 'checkProcessedAndRecord' | 'removeProcessed'>;

export interface Job {
  /** A probe adds nothing for good. */
  kind: 'add' | 'probe' | 'remove';
  values: string[];
  helpers: SetHelpers;
  /** How many entries are left of those of the node: n8n drops the oldest by itself. Absent: all of them. */
  maxEntries?: number;
}

interface WaitingJob extends Job {
  resolve(known: Set<unknown>): void;
  reject(thrown: unknown): void;
}

/** Of one call: more would hold n8n's thread for too long. */
export const maxValues = 500;

/** A database that hangs must not gather jobs without end. */
const maxJobs = 10_000;

/** Whose last number is kept in mind. */
const maxRings = 1_000;

/** Gives which of the values were there. n8n can only ask by adding: without maxEntries, or that would push out what is kept. */
async function call({ kind, helpers, maxEntries }: Job, values: string[]): Promise<Set<unknown>> {
  const { checkProcessedAndRecord: add, removeProcessed: remove } = helpers;
  const options = { mode: 'entries' as const };
  if (kind === 'remove') {
    await remove(values, 'node', options);
    return new Set();
  }
  const answer = await add(values, 'node', maxEntries ? { ...options, maxEntries } : options);
  if (kind === 'probe' && answer.new.length > 0) await remove(answer.new, 'node', options);
  return new Set(answer.processed);
}

export class NodeSet {
  /** Whatever runs of this process are at work on. */
  readonly underWay = new Set<string>();
  /** Orders with a key that are under way, by the text of their print. */
  readonly orders = new Map<string, Promise<unknown>>();
  /** The last number of each ring. */
  readonly #numbers = new Map<string, number>();
  readonly #jobs: WaitingJob[] = [];
  #isWorking = false;
  /** How many calls the database has answered. */
  answers = 0;

  /** The next number of a ring, as far as this process knows. */
  nextNumber(ring: string, length: number): number {
    const next = ((this.#numbers.get(ring) ?? -1) + 1) % length;
    if (this.#numbers.size >= maxRings) this.#numbers.clear();
    this.#numbers.set(ring, next);
    return next;
  }

  /** Which of the values were there. Throws what n8n throws. */
  async ask(job: Job): Promise<Set<unknown>> {
    if (this.#jobs.length >= maxJobs) throw new Error('it does not answer');
    return await new Promise((resolve, reject) => {
      this.#jobs.push({ ...job, resolve, reject });
      if (!this.#isWorking) void this.#work();
    });
  }

  /** One call after the other, each for all jobs of its kind that have gathered. */
  async #work(): Promise<void> {
    this.#isWorking = true;
    for (;;) {
      const jobs = this.#next();
      const [first] = jobs;
      if (!first) break;
      const values = [...new Set(jobs.flatMap((job) => job.values))];
      const ask = async () => await call(first, values);
      // Of two processes that write the first entry of a node at the same time one is refused.
      const [outcome] = await Promise.allSettled([ask().catch(ask)]);
      this.answers += 1;
      for (const { resolve, reject } of jobs)
        if (outcome.status === 'fulfilled') resolve(outcome.value);
        else reject(outcome.reason);
    }
    this.#isWorking = false;
  }

  #next(): WaitingJob[] {
    const [first] = this.#jobs;
    let sum = 0;
    const end = this.#jobs.findIndex((job, at) => {
      sum += job.values.length;
      const isAlike = job.kind === first?.kind && job.maxEntries === first.maxEntries;
      return !isAlike || (at > 0 && sum > maxValues);
    });
    return this.#jobs.splice(0, end < 0 ? this.#jobs.length : end);
  }
}

const processes = new WeakMap<object, Map<string, NodeSet>>();

/** The one set of a node in this process. `node`: with its workflow. */
export function nodeSetOf(clock: Clock, node: string): NodeSet {
  const process = clock.timeline ?? clock;
  const sets = processes.get(process) ?? new Map<string, NodeSet>();
  processes.set(process, sets);
  const set = sets.get(node) ?? new NodeSet();
  sets.set(node, set);
  return set;
}
