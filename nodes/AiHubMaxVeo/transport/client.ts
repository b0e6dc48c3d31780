/** The vendor's API as functions. Knows addresses, time limits and what may be sent again; nothing of n8n's items. */
import { VideoError } from '../errors';
import type { Clock, StopSignal } from '../time';
import { pause, refuseWhenStopped } from '../time';
import { formOf } from './multipart';
import { afterCreate, afterStatus, afterUpload } from './retry';
import type { Verdict } from './retry';
import { isSuccess } from './reply';
import type { Send } from './send';
import type { StoredFile } from './store';

const createTimeoutMs = 120_000;
const statusTimeoutMs = 20_000;
const uploadTimeoutMs = 60_000;

/** A status request's reply, or why there was none and whether looking again may help. */
export type Look = { body: object } | Verdict;

export interface SubmitRules {
  /** Send again what was refused with 429. */
  retryOnRateLimit: boolean;
}

export interface Client {
  /** Starts a task and gives the reply's body, which may lack a task id. Throws VideoError. */
  submit(body: object, rules: SubmitRules): Promise<unknown>;
  /** Uploads a file and gives its address, which the service keeps for 72 hours. Throws VideoError. */
  upload(file: StoredFile): Promise<string>;
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

const urlOf = (body: unknown): string => {
  const { url } = (isObject(body) ? body : {}) as { url?: unknown };
  return typeof url === 'string' ? url.trim() : '';
};

const isObject = (body: unknown): body is object => body !== null && typeof body === 'object';

export function createClient({ send, clock, stop, random = Math.random }: ClientTools): Client {
  /** One refusal for too many requests holds back every create of the run. */
  let notBeforeMs = 0;

  return {
    async submit(body, { retryOnRateLimit }) {
      for (let attempt = 1; ; attempt++) {
        await pause(notBeforeMs - clock.now(), clock, stop);
        const outcome = await send({ method: 'POST', path: '/v1/videos/generations', body, timeoutMs: createTimeoutMs });
        if (isSuccess(outcome)) return outcome.body;
        const verdict = afterCreate(outcome, { attempt, nowMs: clock.now(), retryOnRateLimit, random: random() });
        if (!verdict.again) throw new VideoError(verdict.failure);
        notBeforeMs = Math.max(notBeforeMs, clock.now() + verdict.afterMs);
      }
    },
    async upload(file) {
      for (let attempt = 1; ; attempt++) {
        refuseWhenStopped(stop);
        const form = await formOf(file);
        const outcome = await send({ method: 'POST', path: '/v1/files/upload/stream', ...form, timeoutMs: uploadTimeoutMs });
        const url = isSuccess(outcome) ? urlOf(outcome.body) : '';
        if (url) return url;
        const verdict = afterUpload(outcome, { attempt, nowMs: clock.now(), random: random() });
        if (!verdict.again) throw new VideoError(verdict.failure);
        await pause(verdict.afterMs, clock, stop);
      }
    },
    async look(taskId, sync) {
      const outcome = await send({
        method: 'GET',
        path: `/v1/tasks/${encodeURIComponent(taskId)}`,
        query: sync ? { sync_upstream: 'true' } : undefined,
        timeoutMs: statusTimeoutMs,
      });
      if (isSuccess(outcome) && isObject(outcome.body)) return { body: outcome.body };
      return afterStatus(outcome, clock.now());
    },
  };
}
