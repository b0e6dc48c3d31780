/** What the node remembers in an execution: n8n saves it in its database, so it is plain data without secrets and prompts. */

export interface Entry {
  /** Of the request with everything that its expressions gave. */
  fingerprint: string;
  /** Of the node's parameters as they are written, and of the item's files. */
  written: string;
  /** The execution that wrote the entry; a person's Retry is a new one. */
  execution: string;
  /** Absent while it is unknown whether AIHubMax accepted the request. */
  taskId?: string;
  /** AIHubMax no longer knows the task, and the user was told that Retry creates a new one. */
  isGone?: true;
}

/** What one pass of the node has ordered within one execution, all its tries together. */
export interface Spent {
  execution: string;
  tasks: number;
  /** Videos that were created, or may have been. */
  videos?: number;
  /** What AIHubMax reserved for them, as far as it said so. */
  credits: number;
  /** Submissions of which nobody knows what they cost, by their price class. */
  unpriced: Record<string, number>;
}

/** What was seen of a task, in ms since the epoch. */
export interface Seen {
  /** Last seen unfinished. */
  openAtMs?: number;
  /** When its video was there: first seen, or the earliest possible where nobody watched. */
  completedAtMs?: number;
  /** Said to be completed ever since, but without a video; counted again in every execution, since a link may come late. */
  lackingVideo?: { sinceMs: number; execution: string };
}

interface KnownUrl {
  url: string;
  /** When AIHubMax gave it, in ms since the epoch. */
  atMs: number;
}

/** What n8n hands out as memory: a plain object that it saves with the execution. */
export interface Memory {
  /** Oldest first, by run and item. */
  tasks?: Record<string, Entry[]>;
  /** By pass. */
  spent?: Record<string, Spent>;
  /** What a task costs in credits, by its price class. */
  prices?: Record<string, number>;
  /** By task ID. */
  seen?: Record<string, Seen>;
  /** FileUrls that AIHubMax gave for files: of an upload, or of an earlier task's video. By what they are of. */
  urls?: Record<string, KnownUrl>;
}

/** One pass of the node: within a loop an execution has many. */
export interface Pass {
  runIndex: number;
  execution: string;
  /** This is the second or a later try of Retry On Fail, so nobody can have edited the request. */
  isRepeat: boolean;
  /** What this try of n8n's step shares with the others; absent where n8n does not tell them apart. */
  step?: object;
  /** An agent uses the node as its tool: n8n then counts every try and every call as a run of its own. */
  isTool: boolean;
}
