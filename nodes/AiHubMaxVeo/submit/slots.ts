/**
 * Room for the orders with a key of 24 hours: every one takes a slot, so that what n8n drops of a row by itself is always older than
 * all that have one.
 */
import type { Asker } from './nodeSet';
import { range } from './keptOrder';
import { maxKeys } from './keyRefusals';

/** What an order takes at most, and the rest of a row: what was kept before, and what a crash leaves behind. */
const entriesOfOrder = 94;
const otherEntries = 3_500;

/** After how many new orders it is counted how many there are, and from how many on those that are old give back their slots. */
const slotsOfSweep = 50;

/** Since the epoch, and of the hour. */
const hourAndMinute = (ms: number): [number, number] => {
  const minutes = Math.floor(ms / 60_000);
  return [Math.floor(minutes / 60), minutes % 60];
};

const slots = range(maxKeys).map((nth) => `slot:${nth}`);

/** For one run of the node. */
export class Slots {
  #isFull = false;

  constructor(private readonly asker: Asker) {}

  /** Null where all are taken, or it cannot be asked. `maxEntries`: enough for all that have one; told now and then. */
  async take(): Promise<{ entries: string[]; maxEntries?: number } | null> {
    const { clock, set } = this.asker;
    // Orders of this process that are written at the same time take different ones.
    const next = () => slots[set.nextNumber('slots', maxKeys)] ?? '';
    const [hour, minute] = hourAndMinute(clock.now());
    const entriesOf = (slot: string) => [slot, `${slot}:${hour}`, `${slot}:${hour}:${minute}`];
    let slot = next();
    const isCounted = slots.indexOf(slot) % slotsOfSweep === 0;
    if (!isCounted && (await this.asker.ask('add', [slot])).length === 0) return { entries: entriesOf(slot) };
    const taken = this.#isFull ? null : await this.#sweep();
    this.#isFull = !taken || taken.size >= maxKeys;
    if (!taken || this.#isFull) return null;
    while (taken.has(slot)) slot = next();
    return { entries: entriesOf(slot), maxEntries: otherEntries + entriesOfOrder * (taken.size + 1) };
  }

  /** Takes the slots of orders back that are older than 24 hours; gives the others. */
  async #sweep(): Promise<Set<string>> {
    const taken = await this.asker.ask('probe', slots);
    if (taken.length < slotsOfSweep) return new Set(taken);
    const [hour, minute] = hourAndMinute(this.asker.clock.now());
    const among = async (ofSlots: string[], times: (number | string)[]) => {
      const entries = times.flatMap((time) => ofSlots.map((slot) => `${slot}:${time}`));
      const known = await this.asker.ask('probe', entries);
      return known.map((entry) => entry.split(':').slice(0, 2).join(':'));
    };
    const hours = range(25).map((age) => hour + 1 - age);
    const live = new Set(await among(taken, hours));
    const rest = taken.filter((slot) => !live.has(slot));
    // Of the hour that is 24 hours ago the minute decides.
    const border = await among(rest, [hour - 24]);
    const minutes = range(60 - minute).map((nth) => `${hour - 24}:${minute + nth}`);
    for (const slot of await among(border, minutes)) live.add(slot);
    if (!this.asker.isOn) return new Set(taken);
    await this.asker.ask(
      'remove',
      taken.filter((slot) => !live.has(slot)),
    );
    return live;
  }
}
