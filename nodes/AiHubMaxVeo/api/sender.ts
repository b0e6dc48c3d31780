/** Sends a request when it is its turn, and again as long as that may help and is allowed. */
import type { Breath } from '../breath';
import { VideoError } from '../errors';
import type { FailureFacts } from '../errors';
import { pause } from '../time';
import type { Clock } from '../time';
import { newLimits } from './limits';
import type { RateLimits } from './limits';
import type { RateLimit } from './rateLimit';
import { asRefusal, failureOf, retryAfterMs } from './reply';
import type { Reply } from './reply';
import { isRateLimited } from './retry';
import type { FreeTry, RetryDecision } from './retry';
import type { ApiRequest, Outcome } from './send';

export interface ClientTools {
  send(request: ApiRequest): Promise<Outcome>;
  clock: Clock;
  /** Aborted at Stop, and when a failure ends the run; older n8n versions hand out none. */
  stop: AbortSignal | undefined;
  /** Aborted at Stop alone: what a run that ends has under way is still awaited, or a Retry would not know of it. */
  userStop?: AbortSignal;
  /** Many sendings at once are work of some milliseconds each. */
  breath?: Breath;
  /** Shared by all runs that use the same base URL and key; absent = this client's own. */
  limits?: RateLimits;
  /** 0 to 1. */
  random?(): number;
}

/** What is sent and how its outcome is judged. `null` from `judge`: that was what was wanted. */
export interface Attempts {
  /** Which limit it is under. */
  limit: keyof RateLimits;
  /** How long nothing but refusals with 429 is borne. */
  patienceMs: number;
  exchange(send: (request: ApiRequest) => Promise<Outcome>): Promise<Outcome>;
  judge(outcome: Outcome, moment: FreeTry): RetryDecision | null;
}

/** What an item is told that had no turn: the last refusal, which may have met another item. */
function tooLate({ refusal }: RateLimit, patienceMs: number): FailureFacts {
  const facts = refusal ?? { category: 'rate_limited', message: 'AIHubMax answered HTTP 429' };
  const minutes = Math.round(patienceMs / 6_000) / 10;
  return { ...facts, message: `${facts.message} (refused for ${minutes} minutes)` };
}

export class Sender {
  readonly #tools: ClientTools;
  readonly #limits: RateLimits;
  /** The patience of a run begins with the run, whatever other runs have met before. */
  readonly #sinceMs: number;

  constructor(tools: ClientTools) {
    this.#tools = tools;
    this.#limits = tools.limits ?? newLimits();
    this.#sinceMs = tools.clock.now();
  }

  /** Sends until it is judged to be enough. Throws VideoError. */
  async attempt({ exchange, judge, ...patience }: Attempts): Promise<Reply> {
    const { clock, stop } = this.#tools;
    for (let attempt = 1; ; ) {
      await this.turn(patience);
      const outcome = await exchange(async (request) => await this.once(request, patience.limit));
      const decision = judge(outcome, { attempt, nowMs: clock.now(), random: this.#random() });
      if (!decision) return outcome as Reply;
      if (!decision.again) throw new VideoError(decision.failure);
      // The limit itself says when a refused request may go again, and when it has been refused for too long.
      if (isRateLimited(outcome)) continue;
      await pause(decision.afterMs, clock, stop);
      attempt += 1;
    }
  }

  /** Waits until a request may go. Throws VideoError when nothing but refusals came for too long. */
  async turn({ limit, patienceMs }: Pick<Attempts, 'limit' | 'patienceMs'>): Promise<void> {
    const { clock, stop, breath } = this.#tools;
    await breath?.share();
    const isTurn = await this.#limits[limit].turn({ clock, stop, sinceMs: this.#sinceMs, patienceMs });
    if (!isTurn) throw new VideoError(tooLate(this.#limits[limit], patienceMs));
  }

  /** Sends, and lets the limit know what the API thinks of the pace. Never throws. */
  async once(request: ApiRequest, name: keyof RateLimits): Promise<Outcome> {
    const { clock, send } = this.#tools;
    const limit = this.#limits[name];
    const sentAtMs = clock.now();
    const outcome = request.method === 'POST' ? asRefusal(await send(request)) : await send(request);
    if (outcome.kind !== 'reply') return outcome;
    if (isRateLimited(outcome)) {
      const nowMs = clock.now();
      const askedMs = retryAfterMs(outcome.headers, nowMs);
      limit.refused({ ...{ sentAtMs, nowMs, askedMs }, random: this.#random(), failure: failureOf(outcome) });
    } else limit.passed();
    return outcome;
  }

  #random(): number {
    return (this.#tools.random ?? Math.random)();
  }
}
