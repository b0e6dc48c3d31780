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
  /** What the service reserved for it. */
  credits?: number;
  /** When the task was first seen with its video, in ms since the epoch. */
  completedAtMs?: number;
}

/** What n8n hands out as memory: a plain object that it saves with the execution. */
export interface Memory {
  tasks?: Record<string, Entry>;
  /** Files that were uploaded, by their ID. */
  uploads?: Record<string, { url: string; atMs: number }>;
}

export interface Place {
  /** Which pass of a loop. */
  runIndex: number;
  execution: string;
  /** This is the second or a later try of Retry On Fail, so nobody can have edited the request. */
  isRepeat: boolean;
  /** An agent uses the node as its tool: n8n then counts every try and every call as a run of its own. */
  isTool: boolean;
}

/** The ledger's page of one item and one request. */
export interface Page {
  /** What an earlier try left here for this request. */
  entry: Entry | null;
  /** The entry was written before a person pressed Retry, so a failed or unknown one may be made anew. */
  isFromEarlierExecution: boolean;
  /** Call right before a create is sent. */
  submitting(): void;
  /** Call at once when the task ID is known. */
  accepted(taskId: string, credits: number | null): void;
  /** Call when an earlier try's task is picked up: from now on it belongs to this execution. */
  resumed(): void;
  /** Call when the service provably did not accept the request. */
  refused(): void;
  /** Says when the video was first seen, and remembers it. */
  completed(nowMs: number): number;
}

/** The same for the same request, whatever the order of its keys. */
export function fingerprintOf(request: object): string {
  const ordered = Object.entries(request).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(ordered)).digest('base64url').slice(0, 22);
}

/** What an agent orders twice in the same words within one execution is one order. */
const passOf = ({ isTool, runIndex }: Place): string => (isTool ? 'tool' : String(runIndex));

/** A request that differs from one try to the next has an expression such as the time of day in it: still one order. */
const isSameRequest = (entry: Entry, place: Place, fingerprint: string): boolean =>
  entry.fingerprint === fingerprint || (place.isRepeat && entry.execution === place.execution);

export function openPage(memory: Memory, place: Place, item: { index: number; fingerprint: string }): Page {
  const tasks = (memory.tasks ??= {});
  const { fingerprint } = item;
  const key = `${passOf(place)}:${place.isTool ? fingerprint : item.index}`;
  const found = tasks[key] && isSameRequest(tasks[key], place, fingerprint) ? tasks[key] : null;
  const write = (entry: Partial<Entry>) => {
    tasks[key] = { fingerprint, execution: place.execution, ...entry };
  };
  return {
    entry: found ? { ...found } : null,
    isFromEarlierExecution: found !== null && found.execution !== place.execution,
    submitting: () => write({}),
    accepted: (taskId, credits) => write({ taskId, ...(credits !== null && { credits }) }),
    resumed: () => {
      if (found) tasks[key] = { ...found, execution: place.execution };
    },
    refused: () => {
      delete tasks[key];
    },
    completed: (nowMs) => {
      const known = tasks[key];
      if (!known) return nowMs;
      return (known.completedAtMs ??= nowMs);
    },
  };
}

/** The tasks that this pass of the node has paid for so far, earlier tries included. */
export const paidIn = (memory: Memory, place: Place): string[] =>
  entriesIn(memory, place).flatMap(({ taskId }) => taskId ?? []);

/** What each task of this pass of the node has reserved in credits, earlier tries included. */
export const creditsIn = (memory: Memory, place: Place): number[] =>
  entriesIn(memory, place).flatMap(({ credits }) => credits ?? []);

const entriesIn = ({ tasks = {} }: Memory, place: Place): Entry[] =>
  Object.entries(tasks).flatMap(([key, entry]) => (key.startsWith(`${passOf(place)}:`) ? [entry] : []));
