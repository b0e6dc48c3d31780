/** How an emulator is set up, and what it hands back. */
import type { Clock } from './clock.mts';
import type { FaultRule } from './faults/rule.mts';
import type { RequestRecord } from './journal.mts';
import type { Renderer } from './render/render.mts';
import type { TaskScript } from './tasks/script.mts';

export interface EmulatorOptions {
  /** Of the API; 0 = any free one. */
  port?: number;
  /** Of the results; 0 = any free one. */
  resultsPort?: number;
  /** Default: the machine's own time. */
  clock?: Clock;
  /** How many times faster than the machine's time. Without effect on a clock handed in. */
  speed?: number;
  /** From a task's creation to its end, by the clock. */
  taskSeconds?: number;
  /** false = every task gets one tiny fixed MP4 at once, and no picture is fetched. */
  render?: boolean | Renderer;
  /** Every task's result is one MP4 of this many bytes; renders nothing. */
  resultBytes?: number;
  /** On the ready key. */
  credits?: number;
  /** Applied to every task, under what a fault rule says. */
  script?: Partial<TaskScript>;
  /** Whether a picture that cannot be fetched is refused at submit; otherwise its task fails later. */
  refuseUnreachable?: boolean;
  /** Largest upload in bytes. */
  uploadLimit?: number;
  /** Bytes of uploads kept before the oldest give way. */
  storageBytes?: number;
}

export interface TaskView {
  id: string;
  status: string;
  progress: number;
  createdAt: string;
  credits: number;
  request: Readonly<Record<string, unknown>>;
  /** null until completed. */
  videoUrl: string | null;
  error: { code?: string; message?: string } | null;
}

export interface Emulator {
  /** Origin of the API, without a trailing slash. */
  url: string;
  /** Origin of the results and uploads. */
  resultsUrl: string;
  /** A key with the credits of the options. */
  key: string;
  /** A picture that needs no key. */
  samplePhotoUrl: string;
  /** Another key, with this many credits. */
  addKey(credits?: number): string;
  /** Credits left on a key; default the ready one. */
  creditsLeft(key?: string): number;
  /** Everything that reached either origin, oldest first. */
  requests(): readonly RequestRecord[];
  /** Creates that made a task. */
  creates(): number;
  /** Creates that arrived, whatever became of them. */
  createAttempts(): number;
  tasks(): TaskView[];
  fault(rule: FaultRule): void;
  clearFaults(): void;
  /** Lets every held answer go on. */
  release(): void;
  /** Pushes the clock. */
  advance(ms: number): void;
  /** Resolves when every film ordered so far is ready or failed. */
  rendered(): Promise<void>;
  stop(): Promise<void>;
}
