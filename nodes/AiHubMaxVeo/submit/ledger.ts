/**
 * What was already paid for in this execution. Kept in n8n's node context, which survives Retry On Fail and the Retry
 * button but is keyed by the node's name alone: so every entry carries its run, its item and fingerprints of its request.
 * An entry is never overwritten: a person may edit the node, press Retry, undo the edit and press Retry once more. It lands
 * in the database: no secrets, no prompts.
 */
import { createHash } from 'crypto';
import { asFailure, VideoError } from '../errors';
import type { Entry, Memory, Pass, Spent } from '../memory';

/** What tells one order of a pass from another: the item, and fingerprints as in Entry. */
type Identity = Pick<Entry, 'fingerprint' | 'written'> & { index: number };

/** The same for the same request, whatever the order of its keys. */
export function fingerprintOf(request: object): string {
  const ordered = Object.entries(request).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(ordered)).digest('base64url').slice(0, 22);
}

/** What an agent asks for twice in the same words within one execution is one order. */
const nameOf = ({ isTool, runIndex }: Pass): string => (isTool ? 'tool' : String(runIndex));

/** Where the items of a tool's step were written down, so that a later try finds them whatever its expressions give. */
const keysOfStep = new WeakMap<object, Map<number, string>>();

function keyOf(pass: Pass, { index, fingerprint }: Identity): string {
  if (!pass.isTool) return `${nameOf(pass)}:${index}`;
  const keys = (pass.step && keysOfStep.get(pass.step)) ?? new Map<number, string>();
  if (pass.step) keysOfStep.set(pass.step, keys);
  const key = keys.get(index) ?? `tool:${fingerprint}`;
  keys.set(index, key);
  return key;
}

/** The ledger's page of one item and one request. */
export class Page {
  /** Tells it apart from every other page. */
  readonly key: string;
  /** What an earlier try left here for this request. */
  readonly entry: Readonly<Entry> | null;
  /** The entry was written before a person pressed Retry, so a failed or unknown one may be created again. */
  readonly isFromEarlierExecution: boolean;
  readonly #tasks: Record<string, Entry[]>;
  readonly #blank: Entry;
  /** The entry that is being written, or was found. */
  #current: Entry | undefined;

  constructor(memory: Memory, pass: Pass, identity: Identity) {
    const { fingerprint, written } = identity;
    const { execution } = pass;
    this.#tasks = memory.tasks ??= {};
    this.#blank = { fingerprint, written, execution };
    this.key = keyOf(pass, identity);
    const last = (isIt: (entry: Entry) => boolean) => this.#tasks[this.key]?.filter(isIt).pop();
    this.#current =
      last((entry) => entry.fingerprint === fingerprint) ??
      // An expression such as the time of day gives another request at every try: it is still the same order as long as
      // nobody has edited what is written in the node, or can have.
      (pass.isTool ? undefined : last((entry) => entry.written === written)) ??
      (pass.isRepeat ? last((entry) => entry.execution === execution) : undefined);
    this.entry = this.#current ? { ...this.#current } : null;
    this.isFromEarlierExecution = this.entry !== null && this.entry.execution !== execution;
  }

  /** Call right before a create is sent. */
  submitting(): void {
    this.#current = { ...this.#blank };
    (this.#tasks[this.key] ??= []).push(this.#current);
  }

  /** Call at once when the task ID is known. */
  accepted(taskId: string): void {
    Object.assign(this.#current ?? {}, { taskId });
  }

  /** Call when an earlier try's task is picked up: from now on it belongs to this execution. */
  resumed(): void {
    Object.assign(this.#current ?? {}, { execution: this.#blank.execution });
  }

  /** Call when AIHubMax says that it knows no such task. */
  gone(): void {
    Object.assign(this.#current ?? {}, { isGone: true });
  }

  /** Writes down what a failed create means, and gives the failure back. What is not ours may have come after the request. */
  failed(thrown: unknown): VideoError {
    const isOurs = thrown instanceof VideoError;
    const error = isOurs ? thrown : new VideoError({ ...asFailure(thrown), category: 'submission_unknown' });
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
export const hasEntry = ({ tasks }: Memory, pass: Pass, index: number): boolean =>
  !pass.isTool && tasks?.[`${nameOf(pass)}:${index}`] !== undefined;

/** All entries of a pass, earlier tries included. */
const entriesOf = ({ tasks = {} }: Memory, pass: Pass): Entry[] =>
  Object.entries(tasks).flatMap(([key, entries]) => (key.startsWith(`${nameOf(pass)}:`) ? entries : []));

/** The tasks that this pass of the node has paid for so far. */
export const paidIn = (memory: Memory, pass: Pass): string[] =>
  entriesOf(memory, pass).flatMap(({ taskId }) => taskId ?? []);

/** How many creates of this execution nobody knows the outcome of. */
export const unknownIn = (memory: Memory, pass: Pass): number =>
  entriesOf(memory, pass).filter(({ taskId, execution }) => !taskId && execution === pass.execution).length;

/** The record to write into. A person who presses Retry starts again from zero: what was spent before does not count. */
export function spentIn(memory: Memory, pass: Pass): Spent {
  const { execution } = pass;
  const all = (memory.spent ??= {});
  const known = all[nameOf(pass)];
  if (known?.execution === execution) return known;
  return (all[nameOf(pass)] = { execution, tasks: 0, credits: 0, unpriced: {} });
}
