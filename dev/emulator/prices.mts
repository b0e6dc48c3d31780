/** Prices of the emulator's own making: the vendor publishes none that could be read. Whole credits, 100 to a dollar. */
import { model, type ModelId } from '../../nodes/AiHubMaxVeo/catalogue/queries.ts';
import type { FilmOrder } from './render/film.mts';
import { orderOf } from './render/order.mts';

export const creditsPerDollar = 100;

const perSecond = { standard: 4, fast: 2, lite: 1 } as const;

/** A picture of this many pixels costs double: 4k. */
const large = 3840 * 2160;

/** Credits reserved for a film of this model. */
export function creditsFor(id: ModelId, { seconds, width, height, audio }: Omit<FilmOrder, 'path'>): number {
  const size = width * height >= large ? 2 : 1;
  const sound = audio ? 1.5 : 1;
  return perSecond[model(id).variant] * seconds * size * sound;
}

/** Credits for a request of this model that leaves everything to the service. */
export const usualCredits = (id: ModelId): number => creditsFor(id, orderOf(id, {}));
