/** The vendor's API as functions. Knows addresses, time limits and what may be sent again; nothing of n8n's items. */
import { isObject, recordOf, textOf } from '../json';
import type { Clock } from '../time';
import { withForm } from './multipart';
import { afterCreate, afterFree, afterFreeTry } from './retry';
import type { RetryDecision } from './retry';
import { apiWords, isSuccess } from './reply';
import type { ApiRequest, Outcome } from './send';
import { Sender } from './sender';
import type { Attempts, ClientTools, Patience } from './sender';
import type { StoredFile } from '../files/store';

const createPath = '/v1/videos/generations';
const uploadPath = '/v1/files/upload/stream';

const createTimeoutMs = 120_000;
const statusTimeoutMs = 20_000;
const uploadTimeoutMs = 60_000;

/** How long an item bears nothing but 429, unless it has less time. Reading is free and worth less patience. */
const longestPatienceMs = 15 * 60_000;
const readPatienceMs = 2 * 60_000;

/** A status request's reply, or why there was none and whether looking again may help. */
export type Look = { body: object } | RetryDecision;

export interface SubmitRules {
  /** Send again what was refused with 429. */
  retryOnRateLimit: boolean;
  /** How long nothing but refusals with 429 is borne; absent = a quarter of an hour. */
  patienceMs?: number;
  /** Called right before each sending; throws when it is no longer wanted. */
  mayGo?(): void;
}

export interface Client {
  /** Starts a task and gives the reply's body, which may lack a task id. Throws VideoError. */
  submit(body: object, rules: SubmitRules): Promise<object>;
  /** Uploads a file and gives its URL, which AIHubMax keeps for 72 hours. `patienceMs`: see SubmitRules. Throws VideoError. */
  upload(file: StoredFile, patienceMs?: number): Promise<string>;
  /** Reads one of the account's routes and gives the reply's body. Throws VideoError. */
  ask(path: string): Promise<object>;
  /** `sync` asks the gateway to refresh from its upstream first. Never throws. */
  look(taskId: string, sync: boolean): Promise<Look>;
  /** Waits until a single reading is worth it. Throws VideoError when readings have been refused for too long. */
  turnToRead(): Promise<void>;
}

const objectOf = (body: unknown): object | undefined => (isObject(body) ? body : undefined);

/** The routes about the account can answer 200 with an error in it (api-contract.md section 6). */
const accountOf = (body: unknown): object | undefined =>
  apiWords(body).message ? undefined : objectOf(body);

const urlOf = (body: unknown): string | undefined => textOf(recordOf(body).url) || undefined;

const statusRequest = (taskId: string, sync: boolean): ApiRequest => ({
  method: 'GET',
  path: `/v1/tasks/${encodeURIComponent(taskId)}`,
  query: sync ? { sync_upstream: 'true' } : undefined,
  timeoutMs: statusTimeoutMs,
});

const reading: Patience = { limit: 'read', patienceMs: readPatienceMs };

class HttpClient implements Client {
  readonly #sender: Sender;
  readonly #clock: Clock;

  constructor(tools: ClientTools) {
    this.#sender = new Sender(tools);
    this.#clock = tools.clock;
  }

  async submit(body: object, rules: SubmitRules): Promise<object> {
    const { retryOnRateLimit, patienceMs = longestPatienceMs, mayGo } = rules;
    const { body: reply } = await this.#sender.attempt({
      ...{ limit: 'create', patienceMs },
      exchange: async (send) => {
        mayGo?.();
        return await send({ method: 'POST', path: createPath, body, timeoutMs: createTimeoutMs });
      },
      judge: (outcome, moment) =>
        isSuccess(outcome) && isObject(outcome.body)
          ? null
          : afterCreate(outcome, { ...moment, retryOnRateLimit }),
    });
    return recordOf(reply);
  }

  async upload(file: StoredFile, patienceMs = longestPatienceMs): Promise<string> {
    const exchange: Attempts['exchange'] = async (send) =>
      await withForm(
        file,
        async (form) => await send({ method: 'POST', path: uploadPath, ...form, timeoutMs: uploadTimeoutMs }),
      );
    return await this.#free({ exchange, limit: 'create', patienceMs }, urlOf);
  }

  async ask(path: string): Promise<object> {
    const exchange: Attempts['exchange'] = async (send) =>
      await send({ method: 'GET', path, timeoutMs: statusTimeoutMs });
    return await this.#free({ exchange, ...reading }, accountOf);
  }

  async look(taskId: string, sync: boolean): Promise<Look> {
    const outcome = await this.#sender.once(statusRequest(taskId, sync), 'read');
    const body = isSuccess(outcome) ? objectOf(outcome.body) : undefined;
    return body ? { body } : afterFree(outcome, this.#clock.now());
  }

  async turnToRead(): Promise<void> {
    await this.#sender.turn(reading);
  }

  /** Sends what costs nothing, as often as that may help, until its reply says what is wanted. */
  async #free<Wanted>(
    request: Omit<Attempts, 'judge'>,
    read: (body: unknown) => Wanted | undefined,
  ): Promise<Wanted> {
    const wanted = (outcome: Outcome) => (isSuccess(outcome) ? read(outcome.body) : undefined);
    const judge: Attempts['judge'] = (outcome, moment) =>
      wanted(outcome) === undefined ? afterFreeTry(outcome, moment) : null;
    return wanted(await this.#sender.attempt({ ...request, judge })) as Wanted;
  }
}

export const createClient = (tools: ClientTools): Client => new HttpClient(tools);
