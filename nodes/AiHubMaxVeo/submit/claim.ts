/**
 * n8n's database has no lock. Of processes that are about to send the order after the same one, one goes on: each leaves a claim, waits
 * until those of the others are there, and the lowest wins (Fischer's algorithm, which relies on a write being quicker than the wait).
 */
import { range } from './keptOrder';
import type { Asker } from './nodeSet';

const claims = 32;

/** A claim that a crash has left behind is that of a window that ends soon. */
const windowMs = 20_000;

/** Longer than a process takes from looking for an order to leaving its claim; not the same for all, or their questions would meet. */
const settleMs = 500;
const spreadMs = 15;

const maxReadings = 6;

/** More claims at once are the questions of another process, which are there for a moment. */
const maxContenders = 4;

/** Executions that begin at the same moment have numbers in a row. */
const numberOf = (execution: string): number => Number(/\d{0,15}$/.exec(execution)?.[0] ?? 0);

/** How long a run waits before it asks at all: executions that begin at the same moment ask one after the other. */
export const staggerMs = (execution: string): number => 250 * (numberOf(execution) % 8);

/**
 * The claim of the process that goes on, which others respect until it is taken back; null for them. `follows`: the order that all of
 * them come after. `execution`: its number tells it apart. Throws `cancelled` at Stop.
 */
export async function wonClaim(asker: Asker, follows: string, execution: string): Promise<string | null> {
  const nth = numberOf(execution) % claims;
  const halves = Math.floor(asker.clock.now() / (windowMs / 2));
  const window = Math.floor(halves / 2);
  const windows = halves % 2 === 0 ? [window - 1, window] : [window, window + 1];
  const own = `${follows}:w${window}:${nth}`;
  const all = range(claims).flatMap((number) => windows.map((one) => `${follows}:w${one}:${number}`));
  let won: string | null = null;
  try {
    await asker.ask('add', [own]);
    for (let readings = 0; readings < maxReadings; readings++) {
      await asker.pause(settleMs + spreadMs * nth);
      const known = await asker.ask('probe', all);
      const isDecided = known.length > 0 && known.length <= maxContenders;
      if (isDecided && known[0] === own) won = own;
      if (isDecided) return won;
      // What another process has written meanwhile has overwritten it.
      if (!known.includes(own)) await asker.ask('add', [own]);
    }
    return null;
  } finally {
    if (!won) void asker.ask('remove', [own]);
  }
}
