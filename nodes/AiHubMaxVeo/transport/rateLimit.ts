/** Many creates and one limit of the service: a refusal holds back all of them, and afterwards they go one by one. */
import { pause, refuseWhenStopped } from '../time';
import type { Clock, StopSignal } from '../time';
import { isSuccess } from './reply';
import type { Outcome } from './send';

export interface RateLimit {
  /**
   * Sends when it is its turn. `refusals`: how many refusals in a row this outcome makes, counted in holds of the run; one
   * accepted create begins the count anew, since then the line moves.
   */
  pass(send: () => Promise<Outcome>): Promise<{ outcome: Outcome; refusals: number }>;
  /** Nothing goes out before this moment, in ms of the clock. */
  hold(untilMs: number): void;
}

export function createRateLimit(clock: Clock, stop: StopSignal): RateLimit {
  let notBeforeMs = 0;
  let refusals = 0;
  let accepted = 0;
  /** The end of the line of those that wait. */
  let line: Promise<unknown> = Promise.resolve();

  /** A hold can be prolonged while it is waited for. */
  const held = async (): Promise<void> => {
    while (notBeforeMs > clock.now()) await pause(notBeforeMs - clock.now(), clock, stop);
    refuseWhenStopped(stop);
  };

  const attempt = async (send: () => Promise<Outcome>) => {
    await held();
    const before = { refusals, accepted };
    const outcome = await send();
    if (isSuccess(outcome)) {
      refusals = 0;
      accepted += 1;
    }
    if (outcome.kind !== 'reply' || outcome.status !== 429) return { outcome, refusals: 0 };
    const inARow = accepted > before.accepted ? 1 : before.refusals + 1;
    refusals = Math.max(refusals, inARow);
    return { outcome, refusals: inARow };
  };

  return {
    hold: (untilMs) => {
      notBeforeMs = Math.max(notBeforeMs, untilMs);
    },
    async pass(send) {
      if (refusals === 0) return await attempt(send);
      const turn = line.then(async () => await attempt(send));
      line = turn.catch(() => undefined);
      return await turn;
    },
  };
}
