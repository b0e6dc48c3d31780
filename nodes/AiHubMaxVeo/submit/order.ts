/** What the till takes and gives. */
import type { Prices } from '../api/account';
import type { Client } from '../api/client';
import type { Task } from '../api/task';
import type { Failure } from '../errors';
import type { Memory, Pass } from '../memory';
import type { FileUrls, RequestBody } from '../request/body';
import type { CheckedRequest } from '../request/checked';
import type { Clock } from '../time';
import type { Limits } from './budget';
import type { Page } from './ledger';
import type { Reuse } from './reuse';

/** The files of an order, as far as paying for it needs to know them. */
interface OrderFiles {
  /** What the request's fingerprint needs to know of its files. */
  identities: string[];
  /** What is the same as long as the item holds the same files. */
  contents: string[];
  /** Uploads what has to be uploaded. `patienceMs`: how long nothing but refusals with 429 is borne. Throws VideoError. */
  urls(patienceMs: number): Promise<FileUrls>;
  /** What is the same for the same contents in every execution. Reads whole files; throws what n8n throws. */
  hashes(): Promise<string[]>;
  /** What a task that is already paid for was sent with, as far as that is remembered. */
  knownUrls(): FileUrls;
  /** Forgets the uploads of a request whose files AIHubMax could not use; any other failure changes nothing. */
  forget(failure: Pick<Failure, 'category'> | null | undefined, request: object): void;
}

/** A video that an item asks for. */
export interface Order extends Limits {
  /** Of the item. */
  index: number;
  request: CheckedRequest;
  files: OrderFiles;
  /** Retry On Fail may pay for a task of this item again that failed. */
  recreatesFailed: boolean;
  retryOnRateLimit: boolean;
  /** A test run in the editor goes on with the task of an earlier one. */
  reusesTests: boolean;
  /** How long nothing but refusals with 429 is borne. */
  patienceMs: number;
}

/** An order with its task. */
export interface Submission {
  taskId: string;
  /** As the create just gave it; absent for one that was resumed. */
  task?: Task;
  /** The body that was sent for it, as far as its files' URLs are remembered. */
  body: RequestBody;
  /** What creates a failed task again, and so is charged again: see Failure. */
  paysAgain: Failure['paysAgain'];
  page: Page;
  /** The task was started by an earlier try of this node. */
  resumed: boolean;
}

export interface TillTools {
  client: Client;
  clock: Clock;
  stop: AbortSignal;
  memory: Memory;
  pass: Pass;
  /** Fingerprint of what is written in the node, before its expressions are evaluated. */
  written: string;
  /** Remembers what is seen of a task, and gives it back as it counts. */
  note(task: Task): Task;
  /** The test runs before this one; null outside of the editor. */
  reuse: Reuse | null;
  /** What tasks reserved, for later runs of this process. */
  prices: Prices;
  /** Whether the link of a video certainly does not open any more. */
  isDead(url: string): Promise<boolean>;
  /** Writes into n8n's log that a task was created for an item. */
  logCreated(taskId: string, index: number): void;
}
