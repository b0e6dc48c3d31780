/** What the book asks of a shelf: a place that keeps orders beyond the execution that began them. */
import { createHash } from 'crypto';
import type { FileUrls } from '../request/body';

/** The same for the same request, whatever the order of its keys. */
export function fingerprintOf(request: object): string {
  const ordered = Object.entries(request).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(ordered)).digest('base64url').slice(0, 22);
}

/** What an order is known by, in whichever execution and at whichever place of it. */
export interface Print {
  /** Of account, workflow, node, request and files, but for what may change behind a URL. */
  text: string;
  /** What tells the content behind each URL; null where nobody knows. */
  versions: (string | null)[];
  /** Of an order with a key, whose `text` is of the key alone: its request as it is, and but for what a clock says. */
  keyed?: { key: string; whole: string; timeless: string };
}

/** May read whole files, and gives null where one cannot be read. */
export type ReadPrint = () => Promise<Print | null>;

/** What nobody knows of one of them may be the same. */
export const isSameContent = (one: Print, other: Print): boolean =>
  one.versions.every((version, at) => {
    const compared = other.versions[at] ?? null;
    return version === null || compared === null || version === compared;
  });

/** What was sent for an order besides what the order says itself. */
export interface Sent {
  urls: FileUrls;
  /** Under Aspect Ratio Auto: what the image was measured to be. */
  ratio?: string;
}

/** An order on a shelf: begun, then submitted, then accepted or of unknown outcome; or dropped. */
export interface ShelvedOrder {
  /** Absent while it is under way, and where nobody knows whether it was accepted. */
  readonly taskId?: string;
  readonly sent: Readonly<Sent>;
  /** Null once its outcome is known, or known to be unknown. Gives whether there is one: else whoever waits goes on by himself. */
  readonly underWay: Promise<boolean> | null;
  /** It took the place of a task that stayed without a video. */
  readonly isReplacement: boolean;
  /** Of KeptOrder. */
  place?: string;
  /** Until when the video of a completed task is waited for, in ms since the epoch. */
  videoDueMs?: number;
  /** It was taken, and not used: another try of the same execution may take it. */
  giveBack(execution: string): void;
  submitting(sent: Sent): void;
  accepted(taskId: string): void;
  unknown(): void;
  /** Its unknown outcome was told: runs that begin from now on create again. */
  reported(): void;
  drop(): void;
}

export interface Shelf {
  /** How many orders of earlier executions can be taken, counted up to `max`. All that are the same are kept until the run ends. */
  count(print: Print, max: number): number;
  /** Whether it has the order of this place, in use or not. */
  has(print: Print, place: string): boolean;
  /** Puts an order here that only the durable shelf knew. */
  restore(print: Print, order: Pick<ShelvedOrder, 'place' | 'taskId' | 'sent'> & { begunAtMs: number }): void;
  /** Each order is taken once per execution. Taken and begun without a wait in between, so that two cannot begin the same. */
  take(print: Print): ShelvedOrder | null;
  begin(print: Print, isReplacement: boolean): ShelvedOrder;
  /** How old an order may be that is taken. */
  readonly maxAgeMs: number;
  /** How many orders of this run did not fit. */
  readonly forgotten: number;
  /** Call when the run has ended. */
  close(): void;
}

/** An order as n8n's database has it. */
export interface KeptOrder {
  /** What everything about it is kept under. */
  place: string;
  /** Its run has ended well. */
  isDone: boolean;
  /** The user was told that nobody knows what became of it. */
  isAsked: boolean;
  /** A run of this process is at work on it. */
  isUnderWay: boolean;
  /** When it was sent at the latest, in ms since the epoch. */
  untilMs: number;
  /** Null where it was only sent, as far as can be read. Gives null where the ID cannot be read for certain. */
  taskId: (() => Promise<string | null>) | null;
}
