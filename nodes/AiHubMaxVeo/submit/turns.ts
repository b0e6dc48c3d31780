/** Whose turn it is to submit: some work must find everything before it finished, other work goes side by side. */

const settled = async (work: Promise<unknown>): Promise<void> => {
  await work.catch(() => undefined);
};

export class Turns {
  #lastAlone: Promise<void> = Promise.resolve();
  readonly #beside = new Set<Promise<void>>();

  /** After all work that was begun before, and before all work that comes `alone` later. */
  async alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = Promise.all([this.#lastAlone, ...this.#beside]);
    const mine = before.then(work);
    this.#lastAlone = settled(mine);
    return await mine;
  }

  async beside<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = work();
    const end = settled(mine);
    this.#beside.add(end);
    void end.then(() => this.#beside.delete(end));
    return await mine;
  }
}

const known = new WeakMap<object, Turns>();

/** The turns of everything that shares a memory. */
export function turnsOf(memory: object): Turns {
  const turns = known.get(memory) ?? new Turns();
  known.set(memory, turns);
  return turns;
}
