/** Every combination of choices against the rules as the vendor's pages state them, written down again by hand. */
import fc from 'fast-check';
import {
  choicesOf,
  completed,
  field,
  fieldsOf,
  model,
  modelsOf,
} from '../../nodes/AiHubMaxVeo/catalogue/queries';
import type { ModelId, Values } from '../../nodes/AiHubMaxVeo/catalogue/queries';
import { validate } from '../../nodes/AiHubMaxVeo/request/validate';

interface Asked {
  model: string;
  resolution?: string;
  duration?: number;
}

/** docs.aihubmax.com, Veo3.1 Image-to-Video, read 2026-11-22. A blank field is what the vendor takes by default. */
function vendorAccepts({ model: id, resolution = '1080p', duration = 8 }: Asked): boolean {
  if (!id.startsWith('veo-3.1-lite')) return true;
  return resolution !== '4k' && (resolution === '720p' || duration === 8);
}

const pictureModels = modelsOf('imageToVideo');

const inputs = { prompt: 'Waves', image: 'https://example.com/photo.jpg' };

const optional = <Choice>(...choices: Choice[]) => fc.constantFrom(undefined, ...choices);

const asked = fc.record({
  model: fc.constantFrom(...pictureModels),
  aspectRatio: optional('16:9', '9:16'),
  resolution: optional('720p', '1080p', '4k'),
  duration: optional(4, 6, 8),
});

const given = (values: Record<string, unknown>): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

const draft = ({ model: id, ...values }: { model: ModelId; [name: string]: unknown }) => ({
  model: id,
  values: { ...inputs, ...given(values) },
});

test('what is let through is what the vendor accepts', () => {
  fc.assert(
    fc.property(asked, (wanted) => {
      const verdict = validate(draft(wanted));
      if ('issues' in verdict) {
        // A blank field never is the reason of a refusal: it is filled instead.
        expect(vendorAccepts(wanted)).toBe(false);
        const blanks = fieldsOf(wanted.model).filter((name) => draft(wanted).values[name] === undefined);
        expect(
          blanks.filter((name) => verdict.issues.some((issue) => issue.startsWith(field(name).label))),
        ).toEqual([]);
      } else {
        expect(vendorAccepts({ model: wanted.model, ...verdict.request.values } as Asked)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('every combination that the vendor accepts as it stands is let through unchanged', () => {
  fc.assert(
    fc.property(asked.filter(vendorAccepts), (wanted) => {
      expect(validate(draft(wanted))).toEqual({ request: draft(wanted) });
    }),
    { numRuns: 500 },
  );
});

test('filling in blanks twice fills in nothing more, and never replaces what was given', () => {
  fc.assert(
    fc.property(asked, (wanted) => {
      const { values } = draft(wanted);
      const once = completed(wanted.model, values);
      expect(completed(wanted.model, once)).toEqual(once);
      expect(once).toEqual(expect.objectContaining(values));
    }),
  );
});

test('a request made of offered choices, one after the other, is never refused', () => {
  const pick = fc.record({
    model: fc.constantFrom(...pictureModels),
    turns: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
  });
  fc.assert(
    fc.property(pick, ({ model: id, turns }) => {
      const values: Values = { ...inputs };
      for (const [turn, name] of fieldsOf(id).entries()) {
        const choices = choicesOf(id, name, values);
        const choice = choices[(turns[turn] ?? 0) % (choices.length + 1)];
        if (choice !== undefined) values[name] = choice;
      }
      expect(validate({ model: id, values })).toHaveProperty('request.model', id);
    }),
    { numRuns: 500 },
  );
});

test('lite with 4 or 6 seconds and no resolution is sent with 720p, since the default of the vendor would be refused', () => {
  const lite = 'veo-3.1-lite-image-to-video';
  expect(model(lite).variant).toBe('lite');
  expect(completed(lite, { duration: 4 })).toEqual({ duration: 4, resolution: '720p' });
  expect(completed(lite, { duration: 8 })).toEqual({ duration: 8 });
  expect(completed('veo-3.1-image-to-video', { duration: 4 })).toEqual({ duration: 4 });
});
