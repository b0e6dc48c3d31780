/**
 * The set that n8n keeps for a node in its database, that of Remove Duplicates: what is added is there at once, for every
 * process. It is read, changed and written without a lock, so all runs of a process take turns.
 */
import type { DeduplicationHelperFunctions } from 'n8n-workflow';
import { getOrAdd } from '../json';
import { pause, unlessLate, type Clock } from '../time';

type SetHelpers = Pick<DeduplicationHelperFunctions, 'checkProcessedAndRecord' | 'removeProcessed'>;

interface Job {
  /** A probe adds nothing for good. */
  kind: 'add' | 'probe' | 'remove';
  values: string[];
  helpers: SetHelpers;
  /** How many entries are left of those of the node: n8n drops the oldest by itself. Absent: all of them. */
  maxEntries?: number;
}

/** Of one call: more would hold n8n's thread for too long. */
const maxValues = 500;

/** Of those that are taken back: n8n looks for each in the whole row, which has up to 40,000 where orders have keys. */
const maxRemoved = 100;

/** A database that hangs must not gather jobs without end. */
const maxJobs = 10_000;

/** Whose last number is kept in mind. */
const maxRings = 1_000;

class NodeSet {
  /** Whatever runs of this process are at work on. */
  readonly underWay = new Set<string>();
  /** Orders with a key that are under way, by the text of their print. */
  readonly orders = new Map<string, Promise<unknown>>();
  /** Where this process has kept orders with a key today: of these it knows itself which are under way. */
  readonly sentHere = new Set<string>();
  /** When this process has kept an order with a key last, as a day since the epoch. */
  keyedDay = -Infinity;
  /** The last number of each ring. */
  readonly #numbers = new Map<string, number>();
  readonly #jobs: (Job & { settle(known: Promise<Set<unknown>>): void })[] = [];
  /** Still to be taken back: before anything else, or it would look as if it had been kept. */
  readonly #owed: Parameters<SetHelpers['removeProcessed']>[0] = [];
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
    return await new Promise((settle) => {
      this.#jobs.push({ ...job, settle });
      if (!this.#isWorking) void this.#work();
    });
  }

  /** One call after the other, each for all jobs of its kind that have gathered. */
  async #work(): Promise<void> {
    this.#isWorking = true;
    for (let jobs = this.#next(); jobs[0]; jobs = this.#next()) {
      const values = [...new Set(jobs.flatMap((job) => job.values))];
      const known = this.#call(jobs[0], values);
      await known.catch(() => undefined);
      for (const { settle } of jobs) settle(known);
    }
    this.#isWorking = false;
  }

  /** Of two processes that write the first entry of a node at the same time one is refused. */
  async #twice<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const count = () => (this.answers += 1);
    return await ask().catch(ask).finally(count);
  }

  /** Gives which of the values were there. n8n can only ask by adding: without maxEntries, or that would push out what is kept. */
  async #call({ kind, helpers, maxEntries }: Job, values: string[]): Promise<Set<unknown>> {
    const { checkProcessedAndRecord: add } = helpers;
    await this.#takeBack(helpers, kind === 'remove' ? values : []);
    if (kind === 'remove') return new Set();
    const known = await this.#twice(async () => await add(values, 'node', { mode: 'entries', maxEntries }));
    if (kind === 'probe') await this.#takeBack(helpers, known.new);
    return new Set(known.processed);
  }

  async #takeBack({ removeProcessed: remove }: SetHelpers, values: (string | number)[]): Promise<void> {
    this.#owed.push(...values);
    while (this.#owed.length > 0) {
      const part = this.#owed.slice(0, maxRemoved);
      await this.#twice(async () => await remove(part, 'node', { mode: 'entries' }));
      this.#owed.splice(0, part.length);
    }
  }

  #next() {
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
function nodeSetOf(clock: Clock, node: string): NodeSet {
  const sets = getOrAdd(processes, clock.timeline ?? clock, () => new Map<string, NodeSet>());
  return getOrAdd(sets, node, () => new NodeSet());
}

/**
 * How long a database may be silent: longer where somebody pays again without its answer. One that answers, if slowly, is waited
 * for: many items take many calls.
 */
const usualSilentSeconds = { add: 2, remove: 2, probe: 10 };
const maxSeconds = 30;

/** Older versions of n8n have none. */
const hasSet = (helpers: Partial<SetHelpers>): helpers is SetHelpers =>
  helpers.checkProcessedAndRecord !== undefined && helpers.removeProcessed !== undefined;

interface AskRules extends Pick<Job, 'maxEntries'> {
  maxSilentSeconds?: number;
  /** Receives which were there where the answer comes once nobody waits for it. A call that fails counts as if all were there. */
  late?(known: Promise<string[]>): void;
}

interface AskerTools {
  helpers: Partial<SetHelpers>;
  clock: Clock;
  /** Ends the wait; what is to be written down is written. */
  stop: AbortSignal;
  /** The node with its workflow. */
  node: string;
  /** Writes into n8n's log. */
  debug(line: string): void;
}

/** The questions of one run to its node's set, which may not answer. Nothing that it promises is ever rejected. */
export class Asker {
  readonly clock: Clock;
  readonly set: NodeSet;
  /** Why it does not answer; empty as long as it does. Once it has failed, this run asks it nothing more. */
  reason = '';

  constructor(private readonly tools: AskerTools) {
    this.clock = tools.clock;
    this.set = nodeSetOf(tools.clock, tools.node);
    if (!hasSet(tools.helpers)) this.#turnOff('this n8n has no set for a node');
  }

  get isOn(): boolean {
    return this.reason === '' && !this.tools.stop.aborted;
  }

  /** Throws `cancelled` at Stop. */
  async pause(ms: number): Promise<void> {
    await pause(ms, this.clock, this.tools.stop);
  }

  /** Which of the values were there; none where it does not answer. */
  async ask(kind: Job['kind'], values: string[], rules: AskRules = {}): Promise<string[]> {
    const known: string[] = [];
    for (let at = 0; at < values.length; at += maxValues) {
      known.push(...(await this.#askPart({ kind, values: values.slice(at, at + maxValues), ...rules })));
    }
    return known;
  }

  async #askPart(job: Omit<Job, 'helpers'> & AskRules): Promise<string[]> {
    const { helpers, stop } = this.tools;
    // What became of an order is written down in any case: else one that was accepted, or refused, looks like one that was only sent.
    if ((!this.isOn && job.kind === 'probe') || !hasSet(helpers)) return [];
    const { values, late } = job;
    const failed = (thrown: unknown): string[] => {
      this.#turnOff(String(thrown));
      return late ? values : [];
    };
    const asking = this.set
      .ask({ ...job, helpers })
      .then((known) => values.filter((value) => known.has(value)), failed);
    const known = await this.#answer(job, asking);
    if (known) return known;
    late?.(asking);
    if (!stop.aborted) this.#turnOff('no answer in time');
    return [];
  }

  /** Null where it comes too late, or after Stop. Seconds are counted rather than measured: n8n's thread may be held meanwhile. */
  async #answer(
    { kind, maxSilentSeconds = usualSilentSeconds[kind] }: Pick<Job, 'kind'> & AskRules,
    asking: Promise<string[]>,
  ): Promise<string[] | null> {
    const { clock, stop } = this.tools;
    let silentSeconds = 0;
    for (let seconds = 0; seconds < maxSeconds && silentSeconds < maxSilentSeconds; seconds++) {
      const { answers } = this.set;
      const answer = await unlessLate(asking, clock.now() + 1_000, { clock, stop: undefined });
      if (answer !== null || stop.aborted) return answer;
      silentSeconds = this.set.answers === answers ? silentSeconds + 1 : 0;
    }
    return null;
  }

  #turnOff(reason: string): void {
    if (this.reason) return;
    this.reason = reason;
    const log = async () => this.tools.debug(`Orders are not kept in n8n's database: ${reason}`);
    void log().catch(() => undefined);
  }
}
