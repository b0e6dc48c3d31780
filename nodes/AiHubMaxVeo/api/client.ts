/** AIHubMax as the node speaks of it: tasks, uploads, a balance (api-contract.md). Raw replies do not leave this room. */
import type { IDataObject } from 'n8n-workflow';
import { asFailure, isKeyRefused, isTaskUnknown, VideoError } from '../errors';
import { isObject, recordOf, textOf } from '../json';
import { withForm, type Upload } from '../streams';
import { pause, unlessStopped, type Clock, type Yielder } from '../time';
import type { newLimits } from './account';
import { readBalance, readCredits } from './balance';
import { reasonOf } from './reason';
import { findLinks, isSuccess, type ApiRequest, type Outcome } from './reply';
import { afterCheck, afterCreate, afterFreeTry, isRefusedCreate, type Check } from './retry';
import { asRefusal, readTask, withWholeLinks, type Task } from './task';

/** How long an item keeps retrying on 429, unless it has less time. Reading is free and worth less patience. */
const maxPatienceMs = { create: 15 * 60_000, read: 2 * 60_000 };
/** How often a single reading is tried when the network or AIHubMax stumbles. */
const readAttempts = 4;
const creditsPath = '/v1/account/credits';

interface ClientTools {
  send(request: ApiRequest): Promise<Outcome>;
  clock: Clock;
  baseUrl: string;
  /** Aborted at Stop, and when a failure ends the run; older n8n versions hand out none. */
  stop: AbortSignal | undefined;
  /** Aborted at Stop alone: what a run that ends has under way is still awaited, or a Retry would not know of it. */
  userStop?: AbortSignal;
  yielder?: Yielder;
  limits: ReturnType<typeof newLimits>;
  /** 0 to 1. */
  random?(): number;
}

export class Client {
  createsOnTheirWay = 0;
  #balance?: Promise<{ balance: IDataObject; replies: object }>;
  #credits?: Promise<{ remainingCredits: number | null } | null>;
  /** The patience of a run begins with the run, whatever other runs have met before. */
  readonly #sinceMs: number;

  constructor(private readonly tools: ClientTools) {
    this.#sinceMs = tools.clock.now();
  }

  /** Starts a task, which is charged. Throws VideoError. */
  async submit(
    body: object,
    rules: {
      /** Send again what was refused with 429. */
      retryOnRateLimit: boolean;
      /** How long the item may keep retrying on 429; a quarter of an hour at most. */
      patienceMs?: number;
      /** Called right before each sending; throws when it is no longer wanted. */
      mayGo?(): void;
      /** Called as soon as AIHubMax names the task, also after Stop: it is charged all the same. */
      accepted?(task: Task): void;
      /** Called when a sending has ended without a task, also after Stop. `isRefused`: it certainly was not accepted. */
      notAccepted?(isRefused: boolean): void;
    },
  ): Promise<Task> {
    const { retryOnRateLimit, patienceMs, mayGo, accepted, notAccepted } = rules;
    const path = '/v1/videos/generations';
    // It is charged, and only its answer has the task's ID: so it outlives Stop.
    const request = { method: 'POST', path, body, timeoutMs: 120_000, outlivesStop: true } as const;
    return await this.#until('create', patienceMs, {
      send: async () => {
        mayGo?.();
        this.createsOnTheirWay += 1;
        const answered = this.#once(request);
        void answered.then((outcome) => {
          this.createsOnTheirWay -= 1;
          const task = isSuccess(outcome) ? readTask(outcome.body) : null;
          if (task) accepted?.(task);
          else notAccepted?.(isRefusedCreate(outcome));
        });
        return await unlessStopped(answered, this.tools.userStop, { kind: 'stopped' });
      },
      read: readTask,
      after: (outcome, moment) => afterCreate(outcome, { ...moment, retryOnRateLimit }),
    });
  }

  /** Uploads a file and gives its URL, which AIHubMax keeps for 72 hours. `patienceMs`: see submit. Throws VideoError. */
  async upload(file: Upload, patienceMs?: number): Promise<string> {
    const request = { method: 'POST', path: '/v1/files/upload/stream', timeoutMs: 60_000 } as const;
    return await this.#until('create', patienceMs, {
      send: async () => await withForm(file, async (form) => await this.#once({ ...request, ...form })),
      read: (body) => textOf(recordOf(body).url) || (findLinks({ data: recordOf(body).data })[0] ?? null),
      after: afterFreeTry,
    });
  }

  /** Asks once how a task is. `sync` asks the gateway to refresh from its upstream first. Never throws. */
  async check(taskId: string, sync = false): Promise<Check> {
    const query = sync ? { sync_upstream: 'true' } : undefined;
    const path = `/v1/tasks/${encodeURIComponent(taskId)}`;
    const outcome = await this.#once({ method: 'GET', path, query, timeoutMs: 20_000 });
    const { clock, baseUrl } = this.tools;
    const check = afterCheck(outcome, taskId, clock.now());
    return 'task' in check ? { task: withWholeLinks(check.task, baseUrl) } : check;
  }

  /** Reads a task, again where the network or AIHubMax stumbles. `isOurs`: one reply that does not know it is no proof. Throws VideoError. */
  async read(taskId: string, isOurs = false): Promise<Task> {
    for (let tries = 0; ; ) {
      await this.#turn('read');
      const check = await this.check(taskId);
      if ('task' in check) return check.task;
      const error = new VideoError({ ...check.failure, taskId });
      const isRateLimited = error.failure.category === 'rate_limited';
      if (!isRateLimited) tries += 1;
      const again = check.again || (isOurs && isTaskUnknown(error));
      if (!again || tries === readAttempts) throw error;
      const delayMs = isRateLimited ? 0 : Math.max(1000 * tries, check.afterMs);
      await pause(delayMs, this.tools.clock, this.tools.stop);
    }
  }

  /** The balance from whichever route gives it, read once; and what each replied, null where it gave nothing. Throws VideoError. */
  async balance() {
    return await (this.#balance ??= this.#readBalance());
  }

  async #readBalance() {
    // Those that the vendor's own clients use, and the documented one, whose reply nobody has published.
    const paths = ['/dashboard/billing/subscription', '/dashboard/billing/usage', creditsPath];
    const answers = await Promise.allSettled(paths.map(async (path) => await this.#account(path)));
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

  /** What is left, in the unit of creditsReserved, read once: null inside = no limit, null = unknown. Throws on a refused key. */
  async credits() {
    return await (this.#credits ??= this.#readCredits());
  }

  async #readCredits() {
    const reply = await this.#account(creditsPath).catch((thrown: unknown) => {
      const failure = asFailure(thrown);
      if (isKeyRefused(failure)) throw new VideoError(failure);
    });
    const { remainingCredits = null, isUnlimited = false } = readCredits(reply) ?? {};
    return remainingCredits !== null || isUnlimited ? { remainingCredits } : null;
  }

  async #account(path: string): Promise<object> {
    return await this.#until('read', undefined, {
      send: async () => await this.#once({ method: 'GET', path, timeoutMs: 20_000 }),
      // The routes about the account can answer 200 with an error in it (api-contract.md section 6).
      read: (body) => (isObject(body) && !reasonOf(body).message ? body : null),
      after: afterFreeTry,
    });
  }

  /**
   * Sends when it is its turn until `read` finds in a success what is wanted, as long as `after` allows another try: attempts
   * count from 1, refusals with 429 do not count. Throws VideoError.
   */
  async #until<Wanted>(
    limit: 'create' | 'read',
    patienceMs: number | undefined,
    steps: {
      send(): Promise<Outcome>;
      read(body: unknown): Wanted | null;
      after(outcome: Outcome, moment: { attempt: number; nowMs: number }): ReturnType<typeof afterFreeTry>;
    },
  ): Promise<Wanted> {
    const { clock, stop, random = Math.random } = this.tools;
    for (let attempt = 1; ; ) {
      await this.#turn(limit, patienceMs);
      const outcome = await steps.send();
      const wanted = isSuccess(outcome) ? steps.read(outcome.body) : null;
      if (wanted !== null) return wanted;
      const { again, afterMs, failure } = steps.after(outcome, { attempt, nowMs: clock.now() });
      if (!again) throw new VideoError(failure);
      // The limit itself says when a refused request may go again, and when it has been refused for too long.
      if (failure.category === 'rate_limited') continue;
      const backoffMs = 1000 * 2 ** (attempt - 1) * (0.5 + random());
      await pause(Math.max(afterMs, backoffMs), clock, stop);
      attempt += 1;
    }
  }

  /** Waits until a request may go. Throws VideoError when nothing but refusals came for too long. */
  async #turn(limit: 'create' | 'read', itemPatienceMs = Infinity): Promise<void> {
    const { clock, stop, limits, yielder } = this.tools;
    await yielder?.admit();
    const patienceMs = Math.min(itemPatienceMs, maxPatienceMs[limit]);
    await limits[limit].turn({ clock, stop, sinceMs: this.#sinceMs, patienceMs });
  }

  /** Sends, and lets the limit know what the API thinks of the pace. Never throws. */
  async #once(request: ApiRequest): Promise<Outcome> {
    const { clock, send, limits, random = Math.random } = this.tools;
    const limit = limits[request.method === 'POST' ? 'create' : 'read'];
    const sentAtMs = clock.now();
    const outcome = asRefusal(await send(request));
    if (outcome.kind === 'reply') limit.answered(outcome, { sentAtMs, nowMs: clock.now() }, random);
    return outcome;
  }
}
