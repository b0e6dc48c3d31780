/** What the till works with, what it is asked for, and what it gives. */
import type { IDataObject } from 'n8n-workflow';
import type { Prices } from '../api/account';
import type { Client } from '../api/client';
import type { Task } from '../api/task';
import { isTaskUnknown, VideoError, withTaskIdIn, type Failure } from '../errors';
import type { Charged, Memory, NodeRun } from '../memory';
import type { buildBody, FileUrls } from '../request/body';
import type { CheckedRequest } from '../request/checked';
import type { Clock } from '../time';
import type { DurableOrders } from './durable';
import type { OrderKeys } from './orderKeys';
import type { TestRuns } from './testRuns';

/** What the till, its book and all that they ask work with. */
export interface TillTools {
  memory: Memory;
  nodeRun: NodeRun;
  clock: Clock;
  stop: AbortSignal;
  client: Client;
  /** Orders of test runs; null for a run that is none. */
  tests: TestRuns | null;
  durable: DurableOrders;
  keys: OrderKeys;
  /** Orders with a key that are under way in this process, by the text of their print. */
  keyedOrders: Map<string, Promise<unknown>>;
  /** Fingerprint of what is written in the node, before its expressions are evaluated. */
  written: string;
  /** Account, workflow and node. */
  owner: object;
  /** What tasks reserved, for later runs of this process. */
  prices: Prices;
  /** Records what is seen of a task, and gives it back as it counts. */
  observe(task: Task): Task;
  /** Whether the link of a video certainly does not open any more. */
  isDead(url: string): Promise<boolean>;
  /** Writes into n8n's log that a task was created for an item. */
  logCreated(taskId: string, index: number): void;
}

/** A video that an item asks for; `index` is the item's. */
export interface Order {
  index: number;
  /** Within 24 hours it stands for one task, in whichever execution; empty = none. */
  key: string;
  /** As it was asked for: Aspect Ratio may be Auto. */
  request: CheckedRequest;
  /** As it is to be sent: measured. Throws VideoError. */
  sized(): Promise<CheckedRequest>;
  /** Why it must not be created, though what was paid for it already may be used. */
  refusal: VideoError | null;
  /** The files of the request, as far as paying for it needs to know them. */
  files: {
    /** What the request's fingerprint needs to know of its files. */
    identities: string[];
    /** What is the same as long as the item holds the same files. */
    contents: string[];
    /** Uploads what has to be uploaded. `patienceMs`: as below. Throws VideoError. */
    urls(patienceMs: number): Promise<FileUrls>;
    /**
     * Per file: `same` is the same for the same file in every execution; `versions` tell the contents behind the URLs, null
     * where nobody knows. Reads whole files; throws what n8n throws.
     */
    prints(): Promise<{ same: string[]; versions: (string | null)[] }>;
    /** What a task that is already paid for was sent with, as far as that is remembered. */
    knownUrls(): FileUrls;
    /** Forgets the uploads of a request whose files AIHubMax could not use; any other failure changes nothing. */
    forget(failure: Pick<Failure, 'category'> | null, request: object): void;
  };
  /** Credits that the run may reserve in all; 0 = no limit. */
  maxCredits: number;
  /** Videos that the run may create in all; 0 = no limit. */
  maxVideos: number;
  /** Retry On Fail may pay for a task of this item again that failed. */
  recreatesFailed: boolean;
  retryOnRateLimit: boolean;
  /** A test run in the editor goes on with the task of an earlier one. */
  reusesTests: boolean;
  /** How long the whole wait may last, and so how long to keep retrying on 429. */
  patienceMs: number;
}

/** An order with its task. */
export interface Submission {
  taskId: string;
  /** As the create just gave it; absent for one that was resumed. */
  task?: Task;
  /** The body that was sent for it, as far as its files' URLs are remembered. */
  body: ReturnType<typeof buildBody>;
  priceClass: string;
  /** What creates a failed task again, and so is charged again: see Failure. */
  paysAgain: Failure['paysAgain'];
  /** See BookEntry. */
  entry: { place?: string; gone(): void; withoutVideo(error: VideoError): VideoError };
  /** Receives where its order is kept once its item has come out. */
  finished: string[];
  /** The task was started by an earlier try of this node. */
  resumed: boolean;
  /** What is to be said of its money, once it is seen how the task has ended; null = it has not failed. */
  charged(failure: Task['failure']): Charged;
  /** What an agent has to know that asks for the same once more. */
  note?: string;
}

const goneAdvice =
  'AIHubMax no longer knows this task: it may have been deleted there, or belong to another API key.';

/** Runs what follows once an order has a task: an error names the task, and a task that is gone does not block Retry forever. */
export async function withSubmission<Result extends { json: IDataObject }>(
  { entry, paysAgain, taskId, finished, note }: Submission,
  work: () => Promise<Result>,
): Promise<Result> {
  const result = await work().catch((thrown: unknown) => {
    const { failure } = withTaskIdIn(thrown, taskId);
    const advice = note ? `${failure.advice} ${note}` : failure.advice;
    const error = new VideoError({ ...failure, advice });
    if (error.failure.category === 'completed_without_video') throw entry.withoutVideo(error);
    if (!isTaskUnknown(error)) throw error;
    entry.gone();
    throw new VideoError({ ...error.failure, advice: goneAdvice, paysAgain });
  });
  // A task that is still to end, or may be replaced, is gone on with after a crash.
  if (!result.json.isFailed && !result.json.timedOut && entry.place) finished.push(entry.place);
  return result;
}
