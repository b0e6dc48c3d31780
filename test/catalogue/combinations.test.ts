/** Every combination of choices against the rules as the vendor's pages state them, written down again by hand. */
import fc from 'fast-check';
import {
  completed,
  isModelId,
  modeNames,
  modelIds,
  modelsOf,
} from '../../nodes/AiHubMaxVeo/catalogue/queries';
import { idsByMode } from '../contract/models.mts';
import { everyInput, pairs, standard } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

interface Wanted {
  pair: readonly [mode: string, model: string];
  resolution?: string;
  duration?: number;
  aspectRatio?: string;
}

/** docs.aihubmax.com, Veo3.1 pages, read 2026-11-22. A blank field is what the vendor takes by default. */
function vendorAccepts({ pair: [mode, id], resolution = '1080p', duration = 8 }: Wanted): boolean {
  if (mode === 'extend') return true;
  if (mode === 'referenceToVideo') return duration === 8;
  if (!id.includes('lite')) return true;
  return resolution !== '4k' && (resolution === '720p' || duration === 8);
}

const optional = <Choice>(...choices: Choice[]) => fc.constantFrom(undefined, ...choices);

const wanted: fc.Arbitrary<Wanted> = fc.record({
  pair: fc.constantFrom(...pairs),
  aspectRatio: optional('16:9', '9:16'),
  resolution: optional('720p', '1080p', '4k'),
  duration: optional(4, 6, 8),
});

const form = ({ pair: [mode, model], ...choices }: Wanted) => ({ ...everyInput, mode, model, ...choices });

test('the catalogue knows the models of the vendor, in the modes of the vendor', () => {
  expect(modeNames).toEqual(Object.keys(idsByMode));
  for (const name of modeNames) expect(modelsOf(name)).toEqual(idsByMode[name]);
  expect(modelIds).toHaveLength(13);
});

test('what is let through is what the vendor accepts', () => {
  fc.assert(
    fc.property(wanted, (one) => {
      const { body } = asked(form(one));
      const sent = (body ?? {}) as { resolution?: string; duration?: number };
      expect(body === null || vendorAccepts({ pair: one.pair, ...sent })).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('what the vendor accepts as it stands is let through unchanged', () => {
  fc.assert(
    fc.property(wanted.filter(vendorAccepts), (one) => {
      const { body } = asked(form(one));
      const [mode] = one.pair;
      const choices = { aspect_ratio: one.aspectRatio, resolution: one.resolution, duration: one.duration };
      const expected = mode === 'extend' ? { aspect_ratio: one.aspectRatio } : choices;
      const given = Object.entries(expected).filter(([, value]) => value !== undefined);
      expect(body).toMatchObject({
        model: one.pair[1],
        prompt: 'Waves roll in',
        ...Object.fromEntries(given),
      });
    }),
    { numRuns: 1000 },
  );
});

test('a blank field is never the reason of a refusal', () => {
  fc.assert(
    fc.property(wanted, (one) => {
      const labels: Array<[string, unknown]> = [
        ['Resolution', one.resolution],
        ['Duration', one.duration],
        ['Aspect Ratio', one.aspectRatio],
      ];
      const blank = labels.filter(([, value]) => value === undefined).map(([label]) => label);
      const { issues } = asked(form(one));
      expect(issues.filter((issue) => blank.some((label) => issue.startsWith(label)))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('filling in blanks twice fills in nothing more, and never replaces what was given', () => {
  fc.assert(
    fc.property(wanted, ({ pair: [, id], ...choices }) => {
      if (!isModelId(id)) return;
      const values = Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
      const once = completed(id, values);
      expect(completed(id, once)).toEqual(once);
      expect(once).toEqual(expect.objectContaining(values));
    }),
  );
});

test('lite with 4 or 6 seconds and no resolution is sent with 720p, since the default of the vendor would be refused', () => {
  for (const id of modelIds.filter((one) => one.includes('lite'))) {
    expect(completed(id, { duration: 4 })).toEqual({ duration: 4, resolution: '720p' });
    expect(completed(id, { duration: 8 })).toEqual({ duration: 8 });
  }
  expect(completed(standard, { duration: 4 })).toEqual({ duration: 4 });
});
