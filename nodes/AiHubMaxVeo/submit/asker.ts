/** The questions of one run to its node's set, which may not answer. Nothing that it promises is ever rejected. */
import { unlessLate } from '../time';
import type { Clock } from '../time';
import { maxValues, nodeSetOf } from './nodeSet';
import type { Job, NodeSet, SetHelpers } from './nodeSet';

/** Nothing waits longer for the database. */
const maxWaitMs = 2_000;

/** Older versions of n8n have none. */
const hasSet = (helpers: Partial<SetHelpers>): helpers is SetHelpers =>
  helpers.checkProcessedAndRecord !== undefined && helpers.removeProcessed !== undefined;

export interface AskerTools {
  helpers: Partial<SetHelpers>;
  clock: Clock;
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
    const { helpers, clock } = this.#tools;
    if (this.reason || !hasSet(helpers)) return [];
    try {
      const asking = this.set.ask({ ...job, helpers });
      const known = await unlessLate(asking, clock.now() + maxWaitMs, { clock, stop: undefined });
      if (known) return job.values.filter((value) => known.has(value));
      this.#turnOff('no answer in time');
    } catch (thrown) {
      this.#turnOff(String(thrown));
    }
    return [];
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
