/**
 * n8n's table of processed data, as its DeduplicationHelper reads and writes it (2.16.1 to 2.41.3): no lock, the oldest go first.
 * An entry is the value itself, where n8n has its hash.
 */
import { node as ours } from './form.mts';
import type { ICheckProcessedOptions, IDeduplicationOutput } from 'n8n-workflow';

type Value = string | number;

/** What n8n has read, and whoever else has: it is replaced, never changed. */
type Row = readonly string[];

/** What is in a row. The row that takes its place takes this over, so that ten thousand entries are not looked through at each write. */
const contents = new WeakMap<Row, Set<string>>();

function contentsOf(row: Row): Set<string> {
  const known = contents.get(row) ?? new Set(row);
  contents.set(row, known);
  return known;
}

/** `row` with `added` at its end, and without the oldest that are more than `maxEntries`. */
function extended(row: Row, added: string[], maxEntries = Infinity): Row {
  const dropped = Math.max(0, row.length + added.length - maxEntries);
  if (added.length === 0 && dropped === 0) return row;
  const next = [...row, ...added].slice(dropped);
  const known = contentsOf(row);
  contents.delete(row);
  for (const entry of row.slice(0, dropped)) known.delete(entry);
  for (const entry of added) known.add(entry);
  contents.set(next, known);
  return next;
}

function without(row: Row, values: Value[]): Row {
  const known = contentsOf(row);
  const removed = new Set(values.map(String).filter((entry) => known.has(entry)));
  if (removed.size === 0) return row;
  const next = row.filter((entry) => !removed.has(entry));
  contents.delete(row);
  for (const entry of removed) known.delete(entry);
  contents.set(next, known);
  return next;
}

const nothing = async (): Promise<void> => undefined;

/** Survives every process. */
export class Database {
  /** By workflow and node: what n8n stores. */
  readonly rows: Map<string, Row>;
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

  constructor(rows: Iterable<[string, Row]> = []) {
    this.rows = new Map(rows);
  }

  entries(node = `workflow-1 ${ours.id}`): Row {
    return this.rows.get(node) ?? [];
  }

  /** Takes an entry away, as another process does that writes what it has read before. */
  lose(isLost: (entry: string) => boolean): void {
    for (const [node, row] of this.rows) {
      const left = row.filter((entry) => !isLost(entry));
      this.rows.set(node, left);
    }
  }

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
        const row = stored ?? [];
        const known = contentsOf(row);
        const output: IDeduplicationOutput = { new: [], processed: [] };
        for (const item of items) (known.has(String(item)) ? output.processed : output.new).push(item);
        const next = extended(row, output.new.map(String), Number(options.maxEntries || Infinity));
        await this.pause();
        // n8n inserts a row that it has not found, and two of them are one too many.
        if (!stored && this.rows.has(node)) throw new Error('UNIQUE constraint failed');
        this.rows.set(node, next);
        return output;
      },
      removeProcessed: async (items: Value[]): Promise<void> => {
        this.removals.push(items.length);
        if (this.failingRemovals-- > 0) throw new Error('connection terminated');
        const row = await this.#find(workflowId, node, items);
        if (!row) return;
        const left = without(row, items);
        await this.pause();
        this.rows.set(node, left);
      },
    };
  }

  async #find(workflowId: string | undefined, node: string, items: Value[]): Promise<Row | null> {
    this.calls.push(items.length);
    if (!workflowId) throw new Error('The expression evaluated to a falsy value: assert.ok(workflow.id)');
    if (this.hangs) await new Promise(() => undefined);
    if (this.broken) throw this.broken;
    await this.pause();
    return this.rows.get(node) ?? null;
  }
}
