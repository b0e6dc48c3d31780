/** What is wrong with a draft, in sentences that name the field, the value and what is allowed. */
import fc from 'fast-check';
import { modelIds } from '../../nodes/AiHubMaxVeo/catalogue/queries';
import { readDraft } from '../../nodes/AiHubMaxVeo/request/read';
import { validate } from '../../nodes/AiHubMaxVeo/request/validate';

const usual = {
  model: 'veo-3.1-image-to-video',
  prompt: 'Waves roll in',
  imageUrl: 'https://example.com/photo.jpg',
};

const verdictOn = (parameters: Record<string, unknown>) =>
  validate(readDraft((name) => ({ ...usual, ...parameters })[name]));

const issuesOf = (parameters: Record<string, unknown>): string[] => {
  const verdict = verdictOn(parameters);
  return 'issues' in verdict ? verdict.issues : [];
};

const lite = 'veo-3.1-lite-image-to-video';
const all = modelIds.join(', ');

const cases: Array<[Record<string, unknown>, string]> = [
  [{ prompt: '' }, 'Prompt is empty, but Veo 3.1 needs it.'],
  [{ prompt: ' \n ' }, 'Prompt is empty, but Veo 3.1 needs it.'],
  [{ prompt: true }, 'Prompt is true, but must be text.'],
  [{ prompt: { text: 'Waves' } }, 'Prompt is an object, but must be text.'],
  [{ prompt: ['Waves', 'Wind'] }, 'Prompt is a list of 2, but must be text.'],
  [{ imageUrl: undefined }, 'Image URL is empty, but Veo 3.1 needs it.'],
  [
    { imageUrl: 'photo.jpg' },
    'Image URL is "photo.jpg", but must be an address that starts with http:// or https://.',
  ],
  [
    { imageUrl: 'ftp://a/b' },
    'Image URL is "ftp://a/b", but must be an address that starts with http:// or https://.',
  ],
  [{ imageUrl: ['https://a/b'] }, 'Image URL is a list of 1, but must be text.'],
  [{ aspectRatio: '1:1' }, 'Aspect Ratio is "1:1", but Veo 3.1 allows: 16:9, 9:16.'],
  [{ resolution: '2k' }, 'Resolution is "2k", but Veo 3.1 allows: 720p, 1080p, 4k.'],
  [{ duration: 7 }, 'Duration is 7, but Veo 3.1 allows: 4, 6, 8.'],
  [{ duration: '8m' }, 'Duration is "8m", but Veo 3.1 allows: 4, 6, 8.'],
  [{ duration: [8] }, 'Duration is a list of 1, but Veo 3.1 allows: 4, 6, 8.'],
  [{ generateAudio: 'maybe' }, 'Generate Audio is "maybe", but must be true or false.'],
  [{ options: { seed: 1.5 } }, 'Seed is 1.5, but must be a whole number.'],
  [{ options: { seed: Number.NaN } }, 'Seed is NaN, but must be a whole number.'],
  [{ options: { seed: 1e300 } }, 'Seed is 1e+300, but must be a whole number.'],
  [
    { options: { seed: '99999999999999999999' } },
    'Seed is 100000000000000000000, but must be a whole number.',
  ],
  [{ options: { safetyTolerance: 0 } }, 'Safety Tolerance is 0, but Veo 3.1 allows: 1, 2, 3, 4, 5, 6.'],
  [{ options: { safetyTolerance: 7 } }, 'Safety Tolerance is 7, but Veo 3.1 allows: 1, 2, 3, 4, 5, 6.'],
  [{ options: { negativePrompt: {} } }, 'Negative Prompt is an object, but must be text.'],
  [{ model: lite, resolution: '4k' }, 'Resolution is "4k", but Veo 3.1 Lite allows: 720p, 1080p.'],
  [
    { model: lite, resolution: '1080p', duration: 6 },
    'Duration is 6, but Veo 3.1 Lite with Resolution 1080p allows: 8.',
  ],
  [{ model: 'veo-9' }, `Model is "veo-9", but must be one of: ${all}.`],
  [{ model: '' }, `Model is "", but must be one of: ${all}.`],
  [{ model: 7 }, `Model is 7, but must be one of: ${all}.`],
];

test.each(cases)('%j', (parameters, issue) => {
  expect(issuesOf(parameters)).toEqual([issue]);
});

test('everything that is wrong is said at once', () => {
  expect(issuesOf({ prompt: '', duration: 5, resolution: '2k', options: { seed: 'x' } })).toEqual([
    'Prompt is empty, but Veo 3.1 needs it.',
    'Resolution is "2k", but Veo 3.1 allows: 720p, 1080p, 4k.',
    'Duration is 5, but Veo 3.1 allows: 4, 6, 8.',
    'Seed is "x", but must be a whole number.',
  ]);
});

test('whatever an expression gives, the verdict is a request or at least one sentence', () => {
  const anything = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true });
  const parameters = fc.record({
    model: fc.oneof(fc.constantFrom<unknown>(...modelIds), anything),
    ...{
      prompt: anything,
      imageUrl: anything,
      aspectRatio: anything,
      resolution: anything,
      duration: anything,
    },
    ...{
      generateAudio: anything,
      options: fc.record({ seed: anything, safetyTolerance: anything, autoFix: anything }),
    },
  });
  fc.assert(
    fc.property(parameters, (given) => {
      const verdict = verdictOn(given);
      if ('issues' in verdict) expect(verdict.issues.join(' ')).toMatch(/^\S.*\.$/s);
      else expect(modelIds).toContain(verdict.request.model);
    }),
    { numRuns: 500 },
  );
});
