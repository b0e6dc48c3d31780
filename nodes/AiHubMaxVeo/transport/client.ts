/** The vendor's API as functions. Knows addresses, time limits and what may be sent again; nothing of n8n's items. */
import { VideoError } from '../errors';
import { isObject, recordOf, textOf } from '../json';
import type { Clock, StopSignal } from '../time';
import { pause, refuseWhenStopped } from '../time';
import { withForm } from './multipart';
import { afterCreate, afterFree, afterFreeTry } from './retry';
import { createRateLimit } from './rateLimit';
import type { RetryDecision } from './retry';
import { apiWords, isSuccess } from './reply';
import type { Outcome, Send } from './send';
import type { StoredFile } from './store';

const createTimeoutMs = 120_000;
const statusTimeoutMs = 20_000;
const uploadTimeoutMs = 60_000;

/** A status request's reply, or why there was none and whether looking again may help. */
export type Look = { body: object } | RetryDecision;

export interface SubmitRules {
  /** Send again what was refused with 429. */
  retryOnRateLimit: boolean;
  /** Called right before each sending; throws when it is no longer wanted. */
  mayGo?(): void;
}

export interface Client {
  /** Starts a task and gives the reply's body, which may lack a task id. Throws VideoError. */
  submit(body: object, rules: SubmitRules): Promise<object>;
  /** Uploads a file and gives its address, which the service keeps for 72 hours. Throws VideoError. */
  upload(file: StoredFile): Promise<string>;
  /** Reads one of the account's routes and gives the reply's body. Throws VideoError. */
  ask(path: string): Promise<object>;
  /** `sync` asks the gateway to refresh from its upstream first. Never throws. */
  look(taskId: string, sync: boolean): Promise<Look>;
}

export interface ClientTools {
  send: Send;
  clock: Clock;
  stop: StopSignal;
  /** 0 to 1. */
  random?(): number;
}

const objectOf = (body: unknown): object | undefined => (isObject(body) ? body : undefined);

/** The routes about the account can answer 200 with an error in it (api-contract.md section 6). */
const accountOf = (body: unknown): object | undefined =>
  apiWords(body).message ? undefined : objectOf(body);

const urlOf = (body: unknown): string | undefined => {
  return textOf(recordOf(body).url) || undefined;
};

export function createClient({ send, clock, stop, random = Math.random }: ClientTools): Client {
  const limit = createRateLimit(clock, stop);

  /** Sends what costs nothing, as often as that may help, until its reply says what is wanted. */
  const sendFree = async <Wanted>(
    sendOnce: () => Promise<Outcome>,
    read: (body: unknown) => Wanted | undefined,
  ) => {
    for (let attempt = 1; ; attempt++) {
      refuseWhenStopped(stop);
      const outcome = await sendOnce();
      const wanted = isSuccess(outcome) ? read(outcome.body) : undefined;
      if (wanted !== undefined) return wanted;
      const decision = afterFreeTry(outcome, { attempt, nowMs: clock.now(), random: random() });
      if (!decision.again) throw new VideoError(decision.failure);
      await pause(decision.afterMs, clock, stop);
    }
  };

  return {
    async submit(body, { retryOnRateLimit, mayGo }) {
      const path = '/v1/videos/generations';
      const request = { method: 'POST', path, body, timeoutMs: createTimeoutMs } as const;
      const sendOnce = async () => {
        mayGo?.();
        return await send(request);
      };
      // The patience of a create begins when it comes, however long the others have been refused.
      let former = limit.refusals();
      for (let attempt = 1; ; attempt++) {
        const { reply, failure } = await limit.pass(sendOnce, (outcome, inARow) => {
          if (isSuccess(outcome) && isObject(outcome.body)) return { reply: outcome.body };
          if (inARow <= former) former = 0;
          const nowMs = clock.now();
          const refusals = inARow - former;
          const context = { attempt, refusals, nowMs, retryOnRateLimit, random: random() };
          const decision = afterCreate(outcome, context);
          return decision.again ? { holdUntilMs: nowMs + decision.afterMs } : { failure: decision.failure };
        });
        if (failure) throw new VideoError(failure);
        if (reply) return reply;
      }
    },
    async upload(file) {
      const path = '/v1/files/upload/stream';
      return await sendFree(
        async () =>
          await withForm(
            file,
            async (form) => await send({ method: 'POST', path, ...form, timeoutMs: uploadTimeoutMs }),
          ),
        urlOf,
      );
    },
    async ask(path) {
      return await sendFree(
        async () => await send({ method: 'GET', path, timeoutMs: statusTimeoutMs }),
        accountOf,
      );
    },
    async look(taskId, sync) {
      const outcome = await send({
        method: 'GET',
        path: `/v1/tasks/${encodeURIComponent(taskId)}`,
        query: sync ? { sync_upstream: 'true' } : undefined,
        timeoutMs: statusTimeoutMs,
      });
      const body = isSuccess(outcome) ? objectOf(outcome.body) : undefined;
      return body ? { body } : afterFree(outcome, clock.now());
    },
  };
}
