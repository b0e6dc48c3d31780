/** What orders are known by on a shelf: a place that keeps them beyond the execution that began them. */
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
