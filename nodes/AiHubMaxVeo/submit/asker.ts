/** The questions of one run to its node's set, which may not answer. Nothing that it promises is ever rejected. */
import { unlessLate } from '../time';
import type { Clock } from '../time';
import { maxValues, nodeSetOf } from './nodeSet';
import type { Job, NodeSet, SetHelpers } from './nodeSet';

/**
 * How long a database may be silent: longer where somebody pays again without its answer. One that answers, if slowly, is waited
 * for: many items take many calls.
 */
const maxSilentSeconds = { add: 2, remove: 2, probe: 10 };
const maxSeconds = 30;

/** Older versions of n8n have none. */
const hasSet = (helpers: Partial<SetHelpers>): helpers is SetHelpers =>
  helpers.checkProcessedAndRecord !== undefined && helpers.removeProcessed !== undefined;

export interface AskerTools {
  helpers: Partial<SetHelpers>;
  clock: Clock;
  /** Ends the asking; what is to be written down is written. */
  stop: AbortSignal;
  /** The node with its workflow. */
  node: string;
  /** Writes into n8n's log. */
  debug(line: string): void;
}

export class Asker {
  readonly clock: Clock;
  readonly set: NodeSet;
  /** Why it does not answer; empty as long as it does. Once it has failed, this run goes on without it. */
  reason = '';
  readonly #tools: AskerTools;

  constructor(tools: AskerTools) {
    this.#tools = tools;
    this.clock = tools.clock;
    this.set = nodeSetOf(tools.clock, tools.node);
    if (!hasSet(tools.helpers)) this.#turnOff('this n8n has no set for a node');
  }

  get isOn(): boolean {
    return this.reason === '' && !this.#tools.stop.aborted;
  }

  /** Which of the values were there; none where it does not answer. `maxEntries`: see Job. */
  async ask(kind: Job['kind'], values: string[], maxEntries?: number): Promise<string[]> {
    const known: string[] = [];
    for (let at = 0; at < values.length; at += maxValues) {
      const part = values.slice(at, at + maxValues);
      known.push(...(await this.#askPart({ kind, values: part, maxEntries })));
    }
    return known;
  }

  async #askPart(job: Omit<Job, 'helpers'>): Promise<string[]> {
    const { helpers, stop } = this.#tools;
    if (this.reason || !hasSet(helpers)) return [];
    try {
      const known = await this.#answer(job.kind, this.set.ask({ ...job, helpers }));
      if (known) return job.values.filter((value) => known.has(value));
      if (job.kind !== 'probe' || !stop.aborted) this.#turnOff('no answer in time');
    } catch (thrown) {
      this.#turnOff(String(thrown));
    }
    return [];
  }

  /** Null where it comes too late, or after Stop. Seconds are counted rather than measured: n8n's thread may be held meanwhile. */
  async #answer<Answer>(kind: Job['kind'], asking: Promise<Answer>): Promise<Answer | null> {
    const { clock, stop } = this.#tools;
    let silentSeconds = 0;
    for (let seconds = 0; seconds < maxSeconds && silentSeconds < maxSilentSeconds[kind]; seconds++) {
      const { answers } = this.set;
      const answer = await unlessLate(asking, clock.now() + 1_000, { clock, stop: undefined });
      if (answer !== null || (kind === 'probe' && stop.aborted)) return answer;
      silentSeconds = this.set.answers === answers ? silentSeconds + 1 : 0;
    }
    return null;
  }

  #turnOff(reason: string): void {
    if (this.reason) return;
    this.reason = reason;
    const line = `Orders are not kept in n8n's database: ${reason}`;
    void Promise.resolve(line)
      .then(this.#tools.debug)
      .catch(() => undefined);
  }
}
