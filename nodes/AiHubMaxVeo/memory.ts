/** What the node remembers within an execution: n8n saves it in its database, so it is plain data without secrets or prompts. */
import type { VideoError } from './errors';
import { getOrAdd } from './json';

/** A create that was sent. */
export interface LedgerEntry {
  /** Of the request as it is sent, with the values of its expressions. */
  fingerprint: string;
  /** Of the node's parameters as they are written, and of the item's files. */
  written: string;
  /** The execution that wrote the entry; a person's Retry is a new one. */
  execution: string;
  /** Absent while it is unknown whether AIHubMax accepted the request. */
  taskId?: string;
  /** Under Aspect Ratio Auto: what was sent. */
  ratio?: string;
  /** Where n8n's database has it: see submit/durable.ts. */
  place?: string;
  /** AIHubMax no longer knows the task, and the user was told that Retry creates a new one. */
  isGone?: true;
  /** The task has failed, or is gone: nothing is left of it to be had, and a later try was to create another. */
  isReplaced?: true;
}

/** What a run of the node has created within one execution, all its tries together. */
export interface Spent {
  execution: string;
  tasks: number;
  /** Videos that were created, or may have been. */
  videos?: number;
  /** What AIHubMax reserved for them, as far as it said so. */
  credits: number;
  /** Number of creates whose cost nobody knows, by price class. */
  unpriced: Record<string, number>;
}

/** n8n's node context: a plain object that it saves with the execution. The keys are in users' databases: add, never rename. */
export interface Memory {
  /** By run and item, oldest first. */
  tasks?: Record<string, LedgerEntry[]>;
  /** By run. */
  spent?: Record<string, Spent>;
  /** What a task costs in credits, by its price class. */
  prices?: Record<string, number>;
  /** What the checks of each task have shown, in ms since the epoch. */
  seen?: Record<
    string,
    {
      /** Last seen unfinished. */
      openAtMs?: number;
      /** When its video was there: first seen, or the earliest possible where nobody watched. */
      completedAtMs?: number;
      /** Said to be completed ever since, but without a video; counted again in every execution, since a link may come late. */
      lackingVideo?: { sinceMs: number; execution: string };
    }
  >;
  /** Where AIHubMax keeps an upload or an earlier task's video, and since when (ms since the epoch), by what it is the URL of. */
  urls?: Record<string, { url: string; atMs: number }>;
}

/**
 * What is known of the money of an item: `yes`, this run has created a task that AIHubMax accepted; `no`, it has created nothing,
 * or a reply said that the credits came back; `unknown`, a create was sent and nobody knows, or its task failed and no reply
 * says what became of its credits.
 */
export type Charged = 'yes' | 'no' | 'unknown';

/** One run of the node, as n8n counts them: in a loop an execution has many. All tries of Retry On Fail are one run. */
export interface NodeRun {
  runIndex: number;
  execution: string;
  /** This is the second or a later try of Retry On Fail, so nobody can have edited the request. */
  isRepeat: boolean;
  /**
   * By item, what this run has created so far, all its tries together; nothing for an item of which it has created nothing.
   * `again`: the task that it replaces may have been charged, too.
   */
  charged: Map<number, Charged | 'again'>;
  /** The object that n8n hands to every try of the same step; absent where n8n does not tell them apart. */
  step?: object;
  /** An agent uses the node as its tool: n8n then counts every try and every call as a run of its own. */
  isTool: boolean;
}

export function chargedOf(all: NodeRun['charged'], index: number): Charged {
  const charged = all.get(index) ?? 'no';
  return charged === 'again' ? 'yes' : charged;
}

type RunPlace = Pick<NodeRun, 'isTool' | 'runIndex'>;

/** What an agent asks for twice in the same words within one execution is one order. */
export const nameOf = ({ isTool, runIndex }: RunPlace): string => (isTool ? 'tool' : String(runIndex));

/** Where the items of a tool's step were written down, so that a later try finds them whatever its expressions give. */
const keysOfStep = new WeakMap<object, Map<number, string>>();

/** Where the entries of an item are kept. */
export function entryKeyOf(run: NodeRun, index: number, fingerprint: string): string {
  const { isTool, step } = run;
  if (!isTool) return `${nameOf(run)}:${index}`;
  const key = `tool:${fingerprint}`;
  if (!step) return key;
  const keys = getOrAdd(keysOfStep, step, () => new Map<number, string>());
  return getOrAdd(keys, index, () => key);
}

/** Whether an item has an entry, whatever its request; an agent's call is known by its request alone. */
export const hasEntry = ({ tasks }: Memory, run: NodeRun, index: number): boolean =>
  !run.isTool && tasks?.[`${nameOf(run)}:${index}`] !== undefined;

/** All entries of a run, earlier tries included. */
const entriesOf = ({ tasks = {} }: Memory, run: RunPlace): LedgerEntry[] =>
  Object.entries(tasks).flatMap(([key, entries]) => (key.startsWith(`${nameOf(run)}:`) ? entries : []));

/** The IDs of the tasks that this run of the node has paid for so far; see replacedIn. */
export const paidIn = (memory: Memory, run: RunPlace): string[] =>
  entriesOf(memory, run).flatMap(({ taskId }) => taskId ?? []);

/** Those of them that are not to be had any more. */
export const replacedIn = (memory: Memory, run: RunPlace): string[] =>
  entriesOf(memory, run).flatMap(({ taskId, isReplaced }) => (isReplaced && taskId) || []);

/** The task that an item was given last, for a try that does not get to look at its request; of an agent's call within its step. */
export function taskOfItem({ tasks }: Memory, run: NodeRun, index: number): string | undefined {
  const { isTool, step } = run;
  const key = isTool ? step && keysOfStep.get(step)?.get(index) : `${nameOf(run)}:${index}`;
  return key === undefined ? undefined : tasks?.[key]?.at(-1)?.taskId;
}

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

/** What an execution has asked of n8n's database, and what the user was asked: every try of it gets the same answers. */
interface Asked {
  /** Places of orders that an item has taken. */
  places: Set<string>;
  /** Those that the user is asked about: written into the database once he is told. */
  asked: Set<string>;
  /** Those of earlier test runs, likewise. */
  orders: Set<{ reported(): void }>;
  /** By the key of the entry. */
  questions: Map<string, VideoError>;
}

const executions = new WeakMap<Memory, Asked>();

export const askedBy = (memory: Memory): Asked =>
  getOrAdd(executions, memory, () => ({
    places: new Set(),
    asked: new Set(),
    orders: new Set(),
    questions: new Map(),
  }));
