/** What is wrong with a draft, in sentences that name the field, the value and what is allowed. */
import fc from 'fast-check';
import { idsByMode } from '../contract/models.mts';
import { everyInput, lite, pairs } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

const usual = {
  model: 'veo-3.1-image-to-video',
  prompt: 'Waves roll in',
  imageUrl: 'https://example.com/photo.jpg',
};

const issuesOf = (parameters: Record<string, unknown>): string[] => asked({ ...usual, ...parameters }).issues;

const all = 'standard, fast, lite';
const modes = Object.keys(idsByMode).join(', ');

const howTo = ' To make text of it, write {{ JSON.stringify($json.field) }}.';

type Case = [Record<string, unknown>, string];

const cases: Case[] = [
  [{ prompt: '' }, 'Prompt is empty, but the video needs it.'],
  [{ prompt: ' \n ' }, 'Prompt is empty, but the video needs it.'],
  ...['\u200b\ufeff', '\u00ad', '\u202e', '\0', '\ud83c', '\u2800', '\u3164'].map(
    (prompt): Case => [{ prompt }, 'Prompt is empty, but the video needs it.'],
  ),
  [{ prompt: true }, 'Prompt is true, but must be text.'],
  [{ prompt: { text: 'Waves' } }, `Prompt is an object, but must be text.${howTo}`],
  [{ prompt: ['Waves', 'Wind'] }, `Prompt is a list of 2, but must be text.${howTo}`],
  [{ imageUrl: undefined }, 'Image URL is empty, but Image to Video needs it.'],
  [
    { imageUrl: 'photo.jpg' },
    'Image URL is "photo.jpg", but must be a URL that starts with http:// or https://.',
  ],
  [
    { imageUrl: 'ftp://a/b' },
    'Image URL is "ftp://a/b", but must be a URL that starts with http:// or https://.',
  ],
  [{ imageUrl: { link: 'https://a.b' } }, 'Image URL is an object, but must be text.'],
  [{ imageUrl: ['https://a.b/c', 'https://a.b/d'] }, 'Image URL names 2 files, but takes at most 1.'],
  [{ aspectRatio: '1:1' }, 'Aspect Ratio is "1:1", but Veo 3.1 allows 16:9, 9:16 or auto.'],
  [{ resolution: '2k' }, 'Resolution is "2k", but Veo 3.1 allows 720p, 1080p or 4k.'],
  [{ duration: 7 }, 'Duration is 7, but Veo 3.1 allows 4, 6 or 8.'],
  [{ duration: '8m' }, 'Duration is "8m", but Veo 3.1 allows 4, 6 or 8.'],
  [{ duration: [8] }, 'Duration is a list of 1, but Veo 3.1 allows 4, 6 or 8.'],
  [{ generateAudio: 'maybe' }, 'Generate Audio is "maybe", but must be true or false.'],
  [{ options: { seed: 1.5 } }, 'Seed is 1.5, but must be a whole number.'],
  [{ options: { seed: Number.NaN } }, 'Seed is NaN, but must be a whole number.'],
  [
    { options: { seed: 1e300 } },
    'Seed is 1e+300, but must be between -9007199254740991 and 9007199254740991.',
  ],
  [
    { options: { seed: '99999999999999999999' } },
    'Seed is "99999999999999999999", but must be between -9007199254740991 and 9007199254740991.',
  ],
  [{ options: { safetyTolerance: 0 } }, 'Safety Tolerance is 0, but Veo 3.1 allows 1, 2, 3, 4, 5 or 6.'],
  [{ options: { safetyTolerance: 7 } }, 'Safety Tolerance is 7, but Veo 3.1 allows 1, 2, 3, 4, 5 or 6.'],
  [{ options: { negativePrompt: {} } }, `Negative Prompt is an object, but must be text.${howTo}`],
  [{ model: lite, resolution: '4k' }, 'Resolution is "4k", but Veo 3.1 Lite allows 720p or 1080p.'],
  [
    { model: lite, resolution: '1080p', duration: 6 },
    'Duration is 6, but Veo 3.1 Lite with Resolution 1080p allows only 8.',
  ],
  [{ model: 7 }, `Model is 7, but must be one of: ${all}.`],
  [
    { mode: 'referenceToVideo', model: lite },
    'Model is "veo-3.1-lite-image-to-video", but Reference to Video has no Veo 3.1 Lite. ' +
      'Allowed: standard, fast.',
  ],
  [{ mode: 'pictureToVideo' }, `Mode is "pictureToVideo", but must be one of: ${modes}.`],
  [{ mode: 7 }, `Mode is 7, but must be one of: ${modes}.`],
];

test.each(cases)('%j', (parameters, issue) => {
  expect(issuesOf(parameters)).toEqual([issue]);
});

test.each([
  ['textToVideo', 'veo-3.1-lite-image-to-video', 'veo-3.1-lite-text-to-video'],
  ['extend', 'veo-3.1-fast-image-to-video', 'veo-3.1-extend-fast'],
  ['imageToVideo', 'veo-3.1-extend', 'veo-3.1-image-to-video'],
])('in mode %s the model %s stands for its variant: %s', (mode, model, sent) => {
  expect(asked({ ...everyInput, mode, model, resolution: '720p' }).body).toMatchObject({ model: sent });
});

test.each([
  [{ model: 'VEO-3.1-Lite-image-to-video', resolution: '720p' }, lite],
  [{ model: 'Veo 3.1 Lite', resolution: '720p' }, lite],
  [{ mode: 'Text to Video', model: ' veo 3.1 fast ' }, 'veo-3.1-fast-text-to-video'],
  [{ mode: 'TEXTTOVIDEO', model: '' }, 'veo-3.1-text-to-video'],
  [{ model: 'lite', resolution: '720p' }, lite],
  [{ mode: 'extend', model: ' Fast ' }, 'veo-3.1-extend-fast'],
  [{ model: 'veo-4-image-to-video' }, 'veo-4-image-to-video'],
])('the words of the form are understood as well: %j', (parameters, sent) => {
  expect(asked({ ...everyInput, ...parameters }).body).toMatchObject({ model: sent });
});

test('everything that is wrong is said at once', () => {
  expect(issuesOf({ prompt: '', duration: 5, resolution: '2k', options: { seed: 'x' } })).toEqual([
    'Prompt is empty, but the video needs it.',
    'Resolution is "2k", but Veo 3.1 allows 720p, 1080p or 4k.',
    'Duration is 5, but Veo 3.1 allows 4, 6 or 8.',
    'Seed is "x", but must be a whole number.',
  ]);
});

test('a mode and a model that were left blank are the ones that the form starts with', () => {
  expect(asked({ ...usual, mode: '', model: ' ' }).body).toMatchObject({ model: 'veo-3.1-image-to-video' });
});

test('a model that is newer than this package is sent as it was typed, and the service judges its values', () => {
  const { body } = asked({ ...usual, model: ' veo-4-image-to-video ', resolution: '8k', duration: '12s' });
  expect(body).toMatchObject({ model: 'veo-4-image-to-video', resolution: '8k', duration: '12s' });
});

test('whatever an expression gives, the verdict is a body or at least one sentence', () => {
  const anything = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true });
  const parameters = fc.record({
    pair: fc.oneof(fc.constantFrom<readonly unknown[]>(...pairs), fc.tuple(anything, anything)),
    ...{
      prompt: anything,
      imageUrl: anything,
      imageSource: anything,
      referenceImageUrls: anything,
      videoUrl: anything,
    },
    ...{ aspectRatio: anything, resolution: anything, duration: anything, generateAudio: anything },
    options: fc.record({
      seed: anything,
      safetyTolerance: anything,
      autoFix: anything,
      additionalFields: anything,
    }),
  });
  fc.assert(
    fc.property(parameters, ({ pair: [mode, model], ...given }) => {
      const { body, issues } = asked({ ...given, mode, model });
      if (body) expect(typeof body.model).toBe('string');
      else expect(issues.join(' ')).toMatch(/^\S.*\.$/s);
    }),
    { numRuns: 1000 },
  );
});
