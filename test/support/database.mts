/** n8n's table of processed data, as its DeduplicationHelper reads and writes it (2.16.1 to 2.41.3): no lock, the oldest go first. */
import { createHash } from 'node:crypto';
import { node as ours } from './form.mts';
import type { ICheckProcessedOptions, IDeduplicationOutput } from 'n8n-workflow';

type Value = string | number;

/** The same few values are asked for again and again. */
const hashes = new Map<Value, string>();

function hashOf(value: Value): string {
  const known = hashes.get(value) ?? createHash('md5').update(value.toString()).digest('base64');
  hashes.set(value, known);
  return known;
}

const nothing = async (): Promise<void> => undefined;

/** Survives every process. */
export class Database {
  /** By workflow and node: what n8n stores, as text. */
  readonly rows = new Map<string, string>();
  /** How many values each call brought, and how many each that took some back. */
  readonly calls: number[] = [];
  readonly removals: number[] = [];
  /** The next calls that take entries back fail. */
  failingRemovals = 0;
  /** What n8n waits for between reading a row and writing it. */
  pause: () => Promise<void> = nothing;
  /** Thrown by every call. */
  broken: Error | null = null;
  /** Calls are never answered. */
  hangs = false;

  entries(node = `workflow-1 ${ours.id}`): string[] {
    return JSON.parse(this.rows.get(node) ?? '[]') as string[];
  }

  /** Takes an entry away, as another process does that writes what it has read before. */
  lose(isLost: (entry: string) => boolean): void {
    for (const [node, text] of this.rows) {
      const left = (JSON.parse(text) as string[]).filter((entry) => !isLost(entry));
      this.rows.set(node, JSON.stringify(left));
    }
  }

  /** Whether an entry is that of a value. */
  static isOf = (value: string) => (entry: string) => entry === hashOf(value);

  /** As a node's context has them. */
  helpers(workflowId: string | undefined, nodeId: string) {
    const node = `${workflowId} ${nodeId}`;
    return {
      checkProcessedAndRecord: async (
        items: Value[],
        _scope: string,
        options: ICheckProcessedOptions,
      ): Promise<IDeduplicationOutput> => {
        const stored = await this.#find(workflowId, node, items);
        const data = stored ?? [];
        const known = new Set(data);
        const output: IDeduplicationOutput = { new: [], processed: [] };
        for (const item of items) {
          const isKnown = known.has(hashOf(item));
          (isKnown ? output.processed : output.new).push(item);
          if (!isKnown) data.push(hashOf(item));
        }
        if (options.maxEntries) data.splice(0, data.length - Number(options.maxEntries));
        await this.pause();
        // n8n inserts a row that it has not found, and two of them are one too many.
        if (!stored && this.rows.has(node)) throw new Error('UNIQUE constraint failed');
        this.rows.set(node, JSON.stringify(data));
        return output;
      },
      removeProcessed: async (items: Value[]): Promise<void> => {
        this.removals.push(items.length);
        if (this.failingRemovals-- > 0) throw new Error('connection terminated');
        const data = await this.#find(workflowId, node, items);
        if (!data) return;
        const left = new Set(data);
        for (const item of items) left.delete(hashOf(item));
        await this.pause();
        this.rows.set(node, JSON.stringify([...left]));
      },
    };
  }

  async #find(workflowId: string | undefined, node: string, items: Value[]): Promise<string[] | null> {
    this.calls.push(items.length);
    if (!workflowId) throw new Error('The expression evaluated to a falsy value: assert.ok(workflow.id)');
    if (this.hangs) await new Promise(() => undefined);
    if (this.broken) throw this.broken;
    await this.pause();
    const text = this.rows.get(node);
    return text === undefined ? null : (JSON.parse(text) as string[]);
  }
}
