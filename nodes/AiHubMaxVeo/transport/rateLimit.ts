/** Many creates and one limit of the service: a refusal holds back all of them, and afterwards they go one by one. */
import { pause, refuseWhenStopped } from '../time';
import type { Clock, StopSignal } from '../time';
import type { Outcome } from './send';

/** What was made of an outcome. `holdUntilMs`: nothing goes out before this moment, in ms of the clock. */
interface Judged {
  holdUntilMs?: number;
}

export interface RateLimit {
  /** Refusals in a row so far, counted in holds. */
  refusals(): number;
  /**
   * Sends when it is its turn, and has the outcome judged before the turn goes on to the next. `refusals`: how many in a row
   * this outcome makes; any answer but a refusal begins the count anew, since then the line moves.
   */
  pass<Result extends Judged>(
    send: () => Promise<Outcome>,
    judge: (outcome: Outcome, refusals: number) => Result,
  ): Promise<Result>;
}

export function createRateLimit(clock: Clock, stop: StopSignal): RateLimit {
  let notBeforeMs = 0;
  let refusals = 0;
  /** Answers that were no refusal. */
  let moves = 0;
  /** The end of the line of those that wait. */
  let line: Promise<unknown> = Promise.resolve();

  /** A hold can be prolonged while it is waited for. */
  const held = async (): Promise<void> => {
    while (notBeforeMs > clock.now()) await pause(notBeforeMs - clock.now(), clock, stop);
    // Nothing that is paid for goes out after Stop.
    refuseWhenStopped(stop);
  };

  const counted = (outcome: Outcome, before: { refusals: number; moves: number }): number => {
    if (outcome.kind !== 'reply') return 0;
    if (outcome.status !== 429) {
      moves += 1;
      refusals = 0;
      return 0;
    }
    const inARow = moves > before.moves ? 1 : before.refusals + 1;
    refusals = Math.max(refusals, inARow);
    return inARow;
  };

  const attempt: RateLimit['pass'] = async (send, judge) => {
    await held();
    const before = { refusals, moves };
    const outcome = await send();
    const judged = judge(outcome, counted(outcome, before));
    notBeforeMs = Math.max(notBeforeMs, judged.holdUntilMs ?? 0);
    return judged;
  };

  return {
    refusals: () => refusals,
    async pass(send, judge) {
      if (refusals === 0) return await attempt(send, judge);
      const turn = line.then(async () => await attempt(send, judge));
      line = turn.catch(() => undefined);
      return await turn;
    },
  };
}
