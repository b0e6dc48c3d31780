/** AIHubMax as the node speaks of it: tasks, uploads, a balance. Raw replies do not leave this room. */
import type { IDataObject } from 'n8n-workflow';
import { isTaskUnknown, VideoError } from '../errors';
import { isObject, recordOf, textOf } from '../json';
import { pause, unlessStopped } from '../time';
import type { Clock } from '../time';
import { readBalance, readCredits } from './balance';
import { withForm } from './multipart';
import type { Upload } from './multipart';
import { reasonOf } from './reason';
import { balanceRequests, createRequest, statusRequest, uploadRequest } from './requests';
import { isSuccess } from './reply';
import { afterCreate, afterFree, afterFreeTry } from './retry';
import type { ApiRequest, Outcome } from './send';
import { Sender } from './sender';
import type { Attempts, ClientTools } from './sender';
import type { Task } from './task';
import { checkOf, createdTask, tellTask, unansweredCheck } from './taskReply';
import type { Check } from './taskReply';

/** How long an item bears nothing but 429, unless it has less time. Reading is free and worth less patience. */
const longestPatienceMs = 15 * 60_000;
const readPatienceMs = 2 * 60_000;

/** How often a single reading is tried when the network or AIHubMax stumbles. */
const readAttempts = 4;

interface SubmitRules {
  /** Send again what was refused with 429. */
  retryOnRateLimit: boolean;
  /** How long nothing but refusals with 429 is borne; absent = a quarter of an hour. */
  patienceMs?: number;
  /** Called right before each sending; throws when it is no longer wanted. */
  mayGo?(): void;
  /** Called as soon as AIHubMax names the task, also after Stop: it is charged all the same. */
  accepted?(task: Task): void;
}

const objectOf = (body: unknown): object | undefined => (isObject(body) ? body : undefined);

/** The routes about the account can answer 200 with an error in it (api-contract.md section 6). */
const accountOf = (body: unknown): object | undefined =>
  reasonOf(body).message ? undefined : objectOf(body);

const urlOf = (body: unknown): string | undefined => textOf(recordOf(body).url) || undefined;

const reading = { limit: 'read', patienceMs: readPatienceMs } as const;

/** AIHubMax in the node's own terms. */
export class Client {
  readonly #sender: Sender;
  readonly #clock: Clock;
  readonly #stop: AbortSignal | undefined;
  readonly #userStop: AbortSignal | undefined;

  constructor(tools: ClientTools) {
    this.#sender = new Sender(tools);
    this.#clock = tools.clock;
    this.#stop = tools.stop;
    this.#userStop = tools.userStop;
  }

  /** Starts a task, which is charged. Throws VideoError. */
  async submit(body: object, rules: SubmitRules): Promise<Task> {
    const { retryOnRateLimit, patienceMs = longestPatienceMs, mayGo, accepted } = rules;
    const { body: reply } = await this.#sender.attempt({
      limit: 'create',
      patienceMs,
      exchange: async (send) => {
        mayGo?.();
        const answered = send(createRequest(body));
        void answered.then((outcome) => tellTask(outcome, accepted));
        return await unlessStopped(answered, this.#userStop, { kind: 'stopped' });
      },
      judge: (outcome, moment) =>
        isSuccess(outcome) && isObject(outcome.body)
          ? null
          : afterCreate(outcome, { ...moment, retryOnRateLimit }),
    });
    return createdTask(reply);
  }

  /** Uploads a file and gives its URL, which AIHubMax keeps for 72 hours. `patienceMs`: see SubmitRules. Throws VideoError. */
  async upload(file: Upload, patienceMs = longestPatienceMs): Promise<string> {
    const exchange: Attempts['exchange'] = async (send) =>
      await withForm(file, async (form) => await send(uploadRequest(form)));
    return await this.#free({ exchange, limit: 'create', patienceMs }, urlOf);
  }

  /** Asks once how a task is. `sync` asks the gateway to refresh from its upstream first. Never throws. */
  async check(taskId: string, sync = false): Promise<Check> {
    const outcome = await this.#sender.once(statusRequest(taskId, sync), 'read');
    const body = isSuccess(outcome) ? objectOf(outcome.body) : undefined;
    return body ? checkOf(body, taskId) : unansweredCheck(afterFree(outcome, this.#clock.now()));
  }

  /** Reads a task, again where the network or AIHubMax stumbles. `isOurs`: one reply that does not know it is no proof. Throws VideoError. */
  async read(taskId: string, isOurs = false): Promise<Task> {
    for (let tries = 0; ; ) {
      await this.#sender.turn(reading);
      const check = await this.check(taskId);
      if ('task' in check) return check.task;
      const error = new VideoError({ ...check.failure, taskId });
      const isRateLimited = error.failure.category === 'rate_limited';
      if (!isRateLimited) tries += 1;
      const again = check.again || (isOurs && isTaskUnknown(error));
      if (!again || tries === readAttempts) throw error;
      if (!isRateLimited) await pause(Math.max(1000 * tries, check.afterMs), this.#clock, this.#stop);
    }
  }

  /** The balance from whichever route gives it, and what each route replied; null where it gave nothing. Throws VideoError. */
  async balance(): Promise<{ balance: IDataObject; replies: Parameters<typeof readBalance>[0] }> {
    const answers = await Promise.allSettled(
      Object.values(balanceRequests).map(async (request) => await this.#ask(request)),
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
    return readCredits(await this.#ask(balanceRequests.account));
  }

  async #ask(request: ApiRequest): Promise<object> {
    const exchange: Attempts['exchange'] = async (send) => await send(request);
    return await this.#free({ exchange, ...reading }, accountOf);
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
