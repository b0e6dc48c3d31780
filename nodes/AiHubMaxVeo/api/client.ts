/** AIHubMax as the node speaks of it: tasks, uploads, a balance (api-contract.md). Raw replies do not leave this room. */
import type { IDataObject } from 'n8n-workflow';
import type { Yielder } from '../yielder';
import { isTaskUnknown, VideoError } from '../errors';
import { isObject, recordOf, textOf } from '../json';
import { pause, unlessStopped } from '../time';
import type { Clock } from '../time';
import { newLimits } from './account';
import type { RateLimits } from './account';
import { readBalance, readCredits } from './balance';
import { withForm } from './multipart';
import type { Upload } from './multipart';
import { reasonOf } from './reason';
import { asRefusal, failureOf, isSuccess, retryAfterMs } from './reply';
import { afterCreate, afterFree, afterFreeTry, isRateLimited } from './retry';
import type { FreeTry, RetryDecision } from './retry';
import type { ApiRequest, Outcome } from './send';
import type { Task } from './task';
import { checkOf, createdTask, tellOutcome, unansweredCheck } from './taskReply';
import type { Check } from './taskReply';

/** How long an item bears nothing but 429, unless it has less time. Reading is free and worth less patience. */
const longestPatienceMs = 15 * 60_000;
const readPatienceMs = 2 * 60_000;

/** How often a single reading is tried when the network or AIHubMax stumbles. */
const readAttempts = 4;

export interface ClientTools {
  send(request: ApiRequest): Promise<Outcome>;
  clock: Clock;
  /** Aborted at Stop, and when a failure ends the run; older n8n versions hand out none. */
  stop: AbortSignal | undefined;
  /** Aborted at Stop alone: what a run that ends has under way is still awaited, or a Retry would not know of it. */
  userStop?: AbortSignal;
  /** Many sendings at once are work of some milliseconds each. */
  yielder?: Yielder;
  /** Shared by all runs that use the same base URL and key; absent = this client's own. */
  limits?: RateLimits;
  /** 0 to 1. */
  random?(): number;
}

interface SubmitRules {
  /** Send again what was refused with 429. */
  retryOnRateLimit: boolean;
  /** How long nothing but refusals with 429 is borne; absent = a quarter of an hour. */
  patienceMs?: number;
  /** Called right before each sending; throws when it is no longer wanted. */
  mayGo?(): void;
  /** Called as soon as AIHubMax names the task, also after Stop: it is charged all the same. */
  accepted?(task: Task): void;
  /** Called when a sending has ended without a task, also after Stop. `isRefused`: it certainly was not accepted. */
  notAccepted?(isRefused: boolean): void;
}

/** What is sent until its reply says what is wanted. */
interface Attempts<Wanted> {
  /** Which limit it is under, and how long nothing but refusals with 429 is borne. */
  limit: keyof RateLimits;
  patienceMs: number;
  send(): Promise<Outcome>;
  read(body: unknown): Wanted | undefined;
  after(outcome: Outcome, moment: FreeTry): RetryDecision;
}

const objectOf = (body: unknown): object | undefined => (isObject(body) ? body : undefined);

/** The routes about the account can answer 200 with an error in it (api-contract.md section 6). */
const accountOf = (body: unknown): object | undefined =>
  reasonOf(body).message ? undefined : objectOf(body);

/** The routes that the vendor's own clients use for the balance, and the documented one, whose reply nobody has published. */
const balancePaths = {
  subscription: '/dashboard/billing/subscription',
  usage: '/dashboard/billing/usage',
  account: '/v1/account/credits',
};

export class Client {
  readonly #tools: ClientTools;
  readonly #limits: RateLimits;
  /** The patience of a run begins with the run, whatever other runs have met before. */
  readonly #sinceMs: number;

  constructor(tools: ClientTools) {
    this.#tools = tools;
    this.#limits = tools.limits ?? newLimits();
    this.#sinceMs = tools.clock.now();
  }

  /** Starts a task, which is charged. Throws VideoError. */
  async submit(body: object, rules: SubmitRules): Promise<Task> {
    const { retryOnRateLimit, patienceMs = longestPatienceMs, mayGo } = rules;
    // It is charged, and only its answer has the task's ID: so it outlives Stop.
    const request = { path: '/v1/videos/generations', body, timeoutMs: 120_000, outlivesStop: true };
    const reply = await this.#until({
      limit: 'create',
      patienceMs,
      send: async () => {
        mayGo?.();
        const answered = this.#once({ method: 'POST', ...request }, 'create');
        void answered.then((outcome) => tellOutcome(outcome, rules));
        return await unlessStopped(answered, this.#tools.userStop, { kind: 'stopped' });
      },
      read: objectOf,
      after: (outcome, moment) => afterCreate(outcome, { ...moment, retryOnRateLimit }),
    });
    return createdTask(reply);
  }

  /** Uploads a file and gives its URL, which AIHubMax keeps for 72 hours. `patienceMs`: see SubmitRules. Throws VideoError. */
  async upload(file: Upload, patienceMs = longestPatienceMs): Promise<string> {
    const request = { method: 'POST', path: '/v1/files/upload/stream', timeoutMs: 60_000 } as const;
    return await this.#until({
      limit: 'create',
      patienceMs,
      send: async () =>
        await withForm(file, async (form) => await this.#once({ ...request, ...form }, 'create')),
      read: (body) => textOf(recordOf(body).url) || undefined,
      after: afterFreeTry,
    });
  }

  /** Asks once how a task is. `sync` asks the gateway to refresh from its upstream first. Never throws. */
  async check(taskId: string, sync = false): Promise<Check> {
    const query = sync ? { sync_upstream: 'true' } : undefined;
    const path = `/v1/tasks/${encodeURIComponent(taskId)}`;
    const outcome = await this.#once({ method: 'GET', path, query, timeoutMs: 20_000 }, 'read');
    const body = isSuccess(outcome) ? objectOf(outcome.body) : undefined;
    return body ? checkOf(body, taskId) : unansweredCheck(afterFree(outcome, this.#tools.clock.now()));
  }

  /** Reads a task, again where the network or AIHubMax stumbles. `isOurs`: one reply that does not know it is no proof. Throws VideoError. */
  async read(taskId: string, isOurs = false): Promise<Task> {
    for (let tries = 0; ; ) {
      await this.#turn('read', readPatienceMs);
      const check = await this.check(taskId);
      if ('task' in check) return check.task;
      const error = new VideoError({ ...check.failure, taskId });
      const isRateLimited = error.failure.category === 'rate_limited';
      if (!isRateLimited) tries += 1;
      const again = check.again || (isOurs && isTaskUnknown(error));
      if (!again || tries === readAttempts) throw error;
      const delayMs = isRateLimited ? 0 : Math.max(1000 * tries, check.afterMs);
      await pause(delayMs, this.#tools.clock, this.#tools.stop);
    }
  }

  /** The balance from whichever route gives it, and what each route replied; null where it gave nothing. Throws VideoError. */
  async balance(): Promise<{ balance: IDataObject; replies: Parameters<typeof readBalance>[0] }> {
    const answers = await Promise.allSettled(
      Object.values(balancePaths).map(async (path) => await this.#account(path)),
    );
    const [subscription, usage, account] = answers.map((answer) =>
      answer.status === 'fulfilled' ? answer.value : null,
    );
    const replies = { subscription, usage, account };
    const balance = readBalance(replies);
    if (balance) return { balance, replies };
    const refused = answers.find((answer) => answer.status === 'rejected');
    if (refused) throw refused.reason;
    const message = 'AIHubMax answered, but not with a balance that can be read';
    throw new VideoError({ category: 'service', message });
  }

  /** What is left, in the unit of creditsReserved: see readCredits. Throws VideoError. */
  async credits(): Promise<ReturnType<typeof readCredits>> {
    return readCredits(await this.#account(balancePaths.account));
  }

  async #account(path: string): Promise<object> {
    const send = async () => await this.#once({ method: 'GET', path, timeoutMs: 20_000 }, 'read');
    const limited = { limit: 'read', patienceMs: readPatienceMs } as const;
    return await this.#until({ ...limited, send, read: accountOf, after: afterFreeTry });
  }

  /** Sends when it is its turn, and again as long as that may help and is allowed. Throws VideoError. */
  async #until<Wanted>({ limit, patienceMs, send, read, after }: Attempts<Wanted>): Promise<Wanted> {
    const { clock, stop } = this.#tools;
    for (let attempt = 1; ; ) {
      await this.#turn(limit, patienceMs);
      const outcome = await send();
      const wanted = isSuccess(outcome) ? read(outcome.body) : undefined;
      if (wanted !== undefined) return wanted;
      const decision = after(outcome, { attempt, nowMs: clock.now(), random: this.#random() });
      if (!decision.again) throw new VideoError(decision.failure);
      // The limit itself says when a refused request may go again, and when it has been refused for too long.
      if (isRateLimited(outcome)) continue;
      await pause(decision.afterMs, clock, stop);
      attempt += 1;
    }
  }

  /** Waits until a request may go. Throws VideoError when nothing but refusals came for too long. */
  async #turn(name: keyof RateLimits, patienceMs: number): Promise<void> {
    const { clock, stop, yielder } = this.#tools;
    const limit = this.#limits[name];
    await yielder?.admit();
    if (await limit.turn({ clock, stop, sinceMs: this.#sinceMs, patienceMs })) return;
    // The last refusal, which may have met another item.
    const facts = limit.refusal ?? { category: 'rate_limited', message: 'AIHubMax answered HTTP 429' };
    const minutes = Math.round(patienceMs / 6_000) / 10;
    throw new VideoError({ ...facts, message: `${facts.message} (refused for ${minutes} minutes)` });
  }

  /** Sends, and lets the limit know what the API thinks of the pace. Never throws. */
  async #once(request: ApiRequest, name: keyof RateLimits): Promise<Outcome> {
    const { clock, send } = this.#tools;
    const limit = this.#limits[name];
    const sentAtMs = clock.now();
    const outcome = request.method === 'POST' ? asRefusal(await send(request)) : await send(request);
    if (outcome.kind !== 'reply') return outcome;
    if (isRateLimited(outcome)) {
      const nowMs = clock.now();
      const askedMs = retryAfterMs(outcome.headers, nowMs);
      limit.refused({ sentAtMs, nowMs, askedMs, random: this.#random(), failure: failureOf(outcome) });
    } else limit.passed();
    return outcome;
  }

  #random(): number {
    return (this.#tools.random ?? Math.random)();
  }
}
