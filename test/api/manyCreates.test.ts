/** Many creates of several runs and processes against one limit of the API: none is lost, few are refused, nothing waits for nothing. */
import { Client } from '../../nodes/AiHubMaxVeo/api/client';
import { newLimits } from '../../nodes/AiHubMaxVeo/api/account';
import { usualBaseUrl } from '../../nodes/AiHubMaxVeo/credential';
import type { Outcome } from '../../nodes/AiHubMaxVeo/api/reply';
import { VirtualClock } from '../support/clock.mts';
import { chances } from '../support/chances.mts';
import { body, reply } from '../support/send.mts';

/** A bucket that gains one create a second and holds five. */
class Bucket {
  accepted = 0;
  refused = 0;
  lastAcceptedMs = 0;
  private tokens = 5;
  private filledAtMs = 0;

  constructor(
    private readonly clock: VirtualClock,
    private readonly retryAfter: string | undefined,
  ) {}

  take = async (): Promise<Outcome> => {
    await this.clock.sleep(300);
    const nowMs = this.clock.elapsedMs;
    this.tokens = Math.min(5, this.tokens + (nowMs - this.filledAtMs) / 1_000);
    this.filledAtMs = nowMs;
    if (this.tokens < 1) return this.refuse();
    this.tokens -= 1;
    this.accepted += 1;
    this.lastAcceptedMs = nowMs;
    return reply(200, { id: `task-${this.accepted}` });
  };

  private refuse(): Outcome {
    this.refused += 1;
    const headers = this.retryAfter === undefined ? undefined : { 'retry-after': this.retryAfter };
    return reply(429, { error: { message: 'Too many requests' } }, headers);
  }
}

/** Six runs of ten items, five at a time, on two processes. */
async function sixtyCreates(retryAfter: string | undefined, seed: number): Promise<Bucket> {
  const clock = new VirtualClock();
  const bucket = new Bucket(clock, retryAfter);
  const random = chances(seed);
  const oneRun = async (limits: ReturnType<typeof newLimits>) => {
    const client = new Client({
      send: bucket.take,
      clock,
      stop: undefined,
      limits,
      random,
      baseUrl: usualBaseUrl,
    });
    const items = Array.from({ length: 10 }).entries();
    const lane = async () => {
      while (!items.next().done) await client.submit(body, { retryOnRateLimit: true });
    };
    await Promise.all(Array.from({ length: 5 }, lane));
  };
  const processes = [newLimits(), newLimits()];
  await clock.run(
    Promise.all([0, 1, 0, 1, 0, 1].map(async (nth) => await oneRun(processes[nth] ?? newLimits()))),
  );
  return bucket;
}

const seeds = Array.from({ length: 50 }, (_none, nth) => nth + 1);

test.each([['2'], ['1'], [undefined]])(
  'sixty creates with Retry-After %s are all accepted, in good time and with few refusals, however the dice fall',
  async (retryAfter) => {
    for (const seed of seeds) {
      const { accepted, refused, lastAcceptedMs } = await sixtyCreates(retryAfter, seed);
      expect(accepted).toBe(60);
      // At one a second after a burst of five, 55 s are the least.
      expect(lastAcceptedMs).toBeLessThan(1.5 * 55_000);
      expect(refused).toBeLessThan(60);
    }
  },
);
