/** What the last task of each price class reserved, in credits, as far as this n8n process has seen it. */
import { PerAccount } from './perAccount';

/** More than a workflow has; the oldest make room. */
const mostKnown = 200;

export class Prices {
  readonly #credits = new Map<string, number>();

  /** Null where nothing was reserved, or nobody knows how much. */
  note(priceClass: string, credits: number | null): void {
    if (credits === null) return;
    this.#credits.delete(priceClass);
    this.#credits.set(priceClass, credits);
    if (this.#credits.size > mostKnown) this.#credits.delete([...this.#credits.keys()][0] ?? '');
  }

  of(priceClass: string): number | null {
    return this.#credits.get(priceClass) ?? null;
  }
}

/** Shared by every run of this process. */
export const prices = new PerAccount(() => new Prices());
