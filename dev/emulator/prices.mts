/** Prices of the emulator's own making: the vendor publishes none that could be read. Whole credits, 100 to a dollar. */
import { model, type ModelId } from '../../nodes/AiHubMaxVeo/catalogue/queries.ts';

export const creditsPerDollar = 100;

const perSecond = { standard: 4, fast: 2, lite: 1 } as const;
const usualSeconds = 8;

/** Credits reserved for a request that passed the checks. */
export function creditsFor(id: ModelId, body: Readonly<Record<string, unknown>>): number {
  const seconds = typeof body.duration === 'number' ? body.duration : usualSeconds;
  const size = body.resolution === '4k' ? 2 : 1;
  const sound = body.generate_audio === true ? 1.5 : 1;
  return perSecond[model(id).variant] * seconds * size * sound;
}
