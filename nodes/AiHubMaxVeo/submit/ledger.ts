/**
 * The ledger: what was already paid for in this execution. Kept in n8n's node context, which survives Retry On Fail and the Retry
 * button but is keyed by the node's name alone: so every entry carries its run, its item and fingerprints of its request.
 * An entry is never overwritten: a person may edit the node, press Retry, undo the edit and press Retry once more. It lands
 * in the database: no secrets, no prompts.
 */
import { createHash } from 'crypto';
import { asFailure, VideoError } from '../errors';
import type { LedgerEntry, Memory, NodeRun, Spent } from '../memory';

/** The same for the same request, whatever the order of its keys. */
export function fingerprintOf(request: object): string {
  const ordered = Object.entries(request).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(ordered)).digest('base64url').slice(0, 22);
}

/** What an agent asks for twice in the same words within one execution is one order. */
const nameOf = ({ isTool, runIndex }: NodeRun): string => (isTool ? 'tool' : String(runIndex));

/** Where the items of a tool's step were written down, so that a later try finds them whatever its expressions give. */
const keysOfStep = new WeakMap<object, Map<number, string>>();

function keyOf(run: NodeRun, index: number, fingerprint: string): string {
  const { isTool, step } = run;
  if (!isTool) return `${nameOf(run)}:${index}`;
  const keys = (step && keysOfStep.get(step)) ?? new Map<number, string>();
  if (step) keysOfStep.set(step, keys);
  const key = keys.get(index) ?? `tool:${fingerprint}`;
  keys.set(index, key);
  return key;
}

/** What the ledger holds of one order: the entry of an earlier try, or the one that is being written. */
export class OrderRecord {
  /** Where its entries are kept in the memory. */
  readonly key: string;
  /** What an earlier try left for this request. */
  readonly entry: Readonly<LedgerEntry> | null;
  /** The entry was written before a person pressed Retry, so a failed or unknown one may be created again. */
  readonly isFromEarlierExecution: boolean;
  readonly #tasks: Record<string, LedgerEntry[]>;
  readonly #newEntry: LedgerEntry;
  /** The entry that was found, or is being written. */
  #current: LedgerEntry | undefined;

  /** `fingerprint`, `written`: as in LedgerEntry. */
  constructor(
    memory: Memory,
    run: NodeRun,
    { index, fingerprint, written }: { index: number; fingerprint: string; written: string },
  ) {
    const { execution, isTool, isRepeat } = run;
    this.#tasks = memory.tasks ??= {};
    this.#newEntry = { fingerprint, written, execution };
    this.key = keyOf(run, index, fingerprint);
    const last = (isIt: (entry: LedgerEntry) => boolean) => this.#tasks[this.key]?.filter(isIt).pop();
    this.#current =
      last((entry) => entry.fingerprint === fingerprint) ??
      // An expression such as the time of day gives another request at every try: it is still the same order as long as
      // nobody has edited what is written in the node, or can have.
      (isTool ? undefined : last((entry) => entry.written === written)) ??
      (isRepeat ? last((entry) => entry.execution === execution) : undefined);
    this.entry = this.#current ? { ...this.#current } : null;
    this.isFromEarlierExecution = this.entry !== null && this.entry.execution !== execution;
  }

  /** Call right before a create is sent. `ratio`: what Auto has become. */
  submitting(ratio?: string): void {
    this.#current = { ...this.#newEntry, ...(ratio && { ratio }) };
    (this.#tasks[this.key] ??= []).push(this.#current);
  }

  /** Call at once when the task ID is known. */
  accepted(taskId: string): void {
    Object.assign(this.#current ?? {}, { taskId });
  }

  /** Call when an earlier try's task is picked up: from now on it belongs to this execution. */
  resumed(): void {
    Object.assign(this.#current ?? {}, { execution: this.#newEntry.execution });
  }

  /** Call when AIHubMax says that it knows no such task. */
  gone(): void {
    Object.assign(this.#current ?? {}, { isGone: true });
  }

  /** Call when a create failed; gives the failure back. A defect may have come after the request was sent, so its outcome is unknown. */
  failed(thrown: unknown): VideoError {
    const isOwn = thrown instanceof VideoError;
    const error = isOwn ? thrown : new VideoError({ ...asFailure(thrown), category: 'submission_unknown' });
    if (error.failure.category !== 'submission_unknown') this.refused();
    return error;
  }

  /** Call when AIHubMax provably did not accept the request. */
  refused(): void {
    const others = (this.#tasks[this.key] ?? []).filter((entry) => entry !== this.#current);
    if (others.length > 0) this.#tasks[this.key] = others;
    else delete this.#tasks[this.key];
  }
}

/** Whether an item has an entry, whatever its request; an agent's call is known by its request alone. */
export const hasEntry = ({ tasks }: Memory, run: NodeRun, index: number): boolean =>
  !run.isTool && tasks?.[`${nameOf(run)}:${index}`] !== undefined;

/** All entries of a run, earlier tries included. */
const entriesOf = ({ tasks = {} }: Memory, run: NodeRun): LedgerEntry[] =>
  Object.entries(tasks).flatMap(([key, entries]) => (key.startsWith(`${nameOf(run)}:`) ? entries : []));

/** The IDs of the tasks that this run of the node has paid for so far. */
export const paidIn = (memory: Memory, run: NodeRun): string[] =>
  entriesOf(memory, run).flatMap(({ taskId }) => taskId ?? []);

/** How many creates of this execution nobody knows the outcome of. */
export const unknownIn = (memory: Memory, run: NodeRun): number =>
  entriesOf(memory, run).filter(({ taskId, execution }) => !taskId && execution === run.execution).length;

/** The record to write into. A person who presses Retry starts again from zero: what was spent before does not count. */
export function spentIn(memory: Memory, run: NodeRun): Spent {
  const { execution } = run;
  const all = (memory.spent ??= {});
  const known = all[nameOf(run)];
  if (known?.execution === execution) return known;
  return (all[nameOf(run)] = { execution, tasks: 0, credits: 0, unpriced: {} });
}
