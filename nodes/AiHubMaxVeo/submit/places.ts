/** How many videos a run may create: an item has a place before its files are uploaded, and gives it back when nothing came of it. */
import { asFailure, VideoError } from '../errors';
import type { Spent } from '../memory';

const refuse = (maxVideos: number): never => {
  throw new VideoError({
    category: 'insufficient_credits',
    code: 'max_videos',
    message: `Not submitted: this run has already created ${maxVideos === 1 ? '1 video' : `${maxVideos} videos`}, and Max Videos is ${maxVideos}`,
    advice: 'Nothing was sent for this item and nothing was charged. Raise Max Videos or run the rest later.',
  });
};

export class Places {
  readonly #spent: Spent;
  /** Items that hold a place while it is open whether a video comes of it. */
  readonly #open = new Set<Promise<unknown>>();

  constructor(spent: Spent) {
    this.#spent = spent;
  }

  /** Runs `create` once there is a place for it; throws VideoError when there is none. 0 = no limit. */
  async take<Result>(maxVideos: number, create: () => Promise<Result>): Promise<Result> {
    // A place may become free: what was refused is no video.
    while (maxVideos > 0 && this.#taken >= maxVideos) {
      if (this.#open.size === 0) refuse(maxVideos);
      await Promise.race(this.#open);
    }
    const counted = this.#counted(create);
    const settled = counted.then(
      () => undefined,
      () => undefined,
    );
    this.#open.add(settled);
    void settled.then(() => this.#open.delete(settled));
    return await counted;
  }

  get #taken(): number {
    return (this.#spent.videos ?? 0) + this.#open.size;
  }

  async #counted<Result>(create: () => Promise<Result>): Promise<Result> {
    try {
      const result = await create();
      this.#count();
      return result;
    } catch (thrown) {
      throw this.#failed(thrown);
    }
  }

  /** What was not answered may have become a video all the same. */
  #failed(thrown: unknown): VideoError {
    const failure = asFailure(thrown);
    if (failure.category === 'submission_unknown') this.#count();
    return new VideoError(failure);
  }

  #count(): void {
    this.#spent.videos = (this.#spent.videos ?? 0) + 1;
  }
}

const known = new WeakMap<Spent, Places>();

/** An agent runs its tools side by side, each as a run of its own: all of one pass share the places. */
export function placesOf(spent: Spent): Places {
  const places = known.get(spent) ?? new Places(spent);
  known.set(spent, places);
  return places;
}
