/** What the till is asked for. */
import type { Failure, VideoError } from '../errors';
import type { FileUrls } from '../request/body';
import type { CheckedRequest } from '../request/checked';

/** What was sent for an order besides what the order says itself. */
export interface Sent {
  urls: FileUrls;
  /** Under Aspect Ratio Auto: what the image was measured to be. */
  ratio?: string;
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
