/**
 * What was already paid for in this execution. Kept in n8n's node context, which survives Retry On Fail and the Retry
 * button but is keyed by the node's name alone: so every entry carries its run, its item and a fingerprint of its request.
 * It lands in the database: no secrets, no prompts.
 */
import { createHash } from 'crypto';

export interface Entry {
  fingerprint: string;
  /** The execution that wrote the entry; a retry by hand is a new one. */
  execution: string;
  /** Absent while it is unknown whether the service accepted the request. */
  taskId?: string;
}

/** What one pass of the node has ordered within one execution, all its tries together. */
export interface Spent {
  execution: string;
  tasks: number;
  /** What the service reserved for them, as far as it said so. */
  credits: number;
  /** Submissions of which nobody knows what they cost, by their kind. */
  unpriced: Record<string, number>;
}

/** What was seen of a task, in ms since the epoch. */
export interface Seen {
  /** First seen with its video. */
  completedAtMs?: number;
  /** Said to be completed ever since, but without a video. */
  lackingVideoSinceMs?: number;
}

export interface Address {
  url: string;
  /** When the service gave it, in ms since the epoch. */
  atMs: number;
}

/** What n8n hands out as memory: a plain object that it saves with the execution. */
export interface Memory {
  tasks?: Record<string, Entry>;
  /** By pass. */
  spent?: Record<string, Spent>;
  /** What a task costs in credits, by its kind. */
  prices?: Record<string, number>;
  /** By task ID. */
  seen?: Record<string, Seen>;
  /** Addresses that the service gave for files: of an upload, or of an earlier task's video. By what they are of. */
  addresses?: Record<string, Address>;
}

/** One pass of the node: within a loop an execution has many. */
export interface Pass {
  runIndex: number;
  execution: string;
  /** This is the second or a later try of Retry On Fail, so nobody can have edited the request. */
  isRepeat: boolean;
  /** An agent uses the node as its tool: n8n then counts every try and every call as a run of its own. */
  isTool: boolean;
}

/** The ledger's page of one item and one request. */
export interface Page {
  /** Tells it apart from every other page. */
  key: string;
  /** What an earlier try left here for this request. */
  entry: Entry | null;
  /** The entry was written before a person pressed Retry, so a failed or unknown one may be made anew. */
  isFromEarlierExecution: boolean;
  /** Call right before a create is sent. */
  submitting(): void;
  /** Call at once when the task ID is known. */
  accepted(taskId: string): void;
  /** Call when an earlier try's task is picked up: from now on it belongs to this execution. */
  resumed(): void;
  /** Call when the service provably did not accept the request. */
  refused(): void;
}

/** The same for the same request, whatever the order of its keys. */
export function fingerprintOf(request: object): string {
  const ordered = Object.entries(request).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(ordered)).digest('base64url').slice(0, 22);
}

/** What an agent orders twice in the same words within one execution is one order. */
const nameOf = ({ isTool, runIndex }: Pass): string => (isTool ? 'tool' : String(runIndex));

/** A request that differs from one try to the next has an expression such as the time of day in it: still one order. */
const isSameRequest = (entry: Entry, pass: Pass, fingerprint: string): boolean =>
  entry.fingerprint === fingerprint || (pass.isRepeat && entry.execution === pass.execution);

export function openPage(memory: Memory, pass: Pass, item: { index: number; fingerprint: string }): Page {
  const tasks = (memory.tasks ??= {});
  const { fingerprint } = item;
  const key = `${nameOf(pass)}:${pass.isTool ? fingerprint : item.index}`;
  const found = tasks[key] && isSameRequest(tasks[key], pass, fingerprint) ? tasks[key] : null;
  const write = (entry: Partial<Entry>) => {
    tasks[key] = { fingerprint, execution: pass.execution, ...entry };
  };
  return {
    key,
    entry: found ? { ...found } : null,
    isFromEarlierExecution: found !== null && found.execution !== pass.execution,
    submitting: () => write({}),
    accepted: (taskId) => write({ taskId }),
    resumed: () => {
      if (found) tasks[key] = { ...found, execution: pass.execution };
    },
    refused: () => {
      delete tasks[key];
    },
  };
}

/** The tasks that this pass of the node has paid for so far, earlier tries included. */
export const paidIn = ({ tasks = {} }: Memory, pass: Pass): string[] =>
  Object.entries(tasks).flatMap(([key, { taskId }]) =>
    key.startsWith(`${nameOf(pass)}:`) ? (taskId ?? []) : [],
  );

/** The record to write into. A person who presses Retry starts anew: what was spent before does not count. */
export function spentIn(memory: Memory, pass: Pass): Spent {
  const { execution } = pass;
  const all = (memory.spent ??= {});
  const known = all[nameOf(pass)];
  if (known?.execution === execution) return known;
  return (all[nameOf(pass)] = { execution, tasks: 0, credits: 0, unpriced: {} });
}
