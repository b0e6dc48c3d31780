/** The whole body of a create, for forms as people fill them in. */
import fc from 'fast-check';
import { everyInput, pairs } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

/** The body of these parameters; null when they are refused. */
const bodyOf = (parameters: Record<string, unknown>) => asked(parameters).body;

const usual = { prompt: 'Waves roll in', imageUrl: 'https://example.com/photo.jpg' };

const standard = 'veo-3.1-image-to-video';
const lite = 'veo-3.1-lite-image-to-video';

test('the form as it starts sends the defaults of the vendor, spelled out', () => {
  const form = { aspectRatio: '16:9', resolution: '1080p', duration: 8, generateAudio: false, options: {} };
  expect(bodyOf({ ...usual, ...form, model: standard })).toStrictEqual({
    model: standard,
    prompt: 'Waves roll in',
    image_url: 'https://example.com/photo.jpg',
    aspect_ratio: '16:9',
    resolution: '1080p',
    duration: 8,
    generate_audio: false,
  });
});

test('what nobody filled in is not sent', () => {
  expect(bodyOf({ ...usual, model: standard })).toStrictEqual({
    model: standard,
    prompt: 'Waves roll in',
    image_url: 'https://example.com/photo.jpg',
  });
});

test('a row of a spreadsheet is sent in the types of the API', () => {
  const row = {
    ...{
      ...usual,
      model: standard,
      aspectRatio: ' 9:16 ',
      resolution: '4K',
      duration: '6s',
      generateAudio: 'TRUE',
    },
    options: {
      seed: '42',
      safetyTolerance: '5',
      autoFix: 'no',
      enhancePrompt: 'yes',
      negativePrompt: 'blurry',
    },
  };
  expect(bodyOf(row)).toStrictEqual({
    model: standard,
    prompt: 'Waves roll in',
    image_url: 'https://example.com/photo.jpg',
    aspect_ratio: '9:16',
    resolution: '4k',
    duration: 6,
    generate_audio: true,
    auto_fix: false,
    enhance_prompt: true,
    negative_prompt: 'blurry',
    safety_tolerance: 5,
    seed: 42,
  });
});

test('lite with 4 seconds and no resolution is sent with 720p', () => {
  expect(bodyOf({ ...usual, model: lite, duration: 4 })).toStrictEqual({
    model: lite,
    prompt: 'Waves roll in',
    image_url: 'https://example.com/photo.jpg',
    resolution: '720p',
    duration: 4,
  });
});

test('no body ever holds null, undefined or an empty text', () => {
  const blankish = fc.constantFrom<unknown>(
    undefined,
    null,
    '',
    ' ',
    '8',
    8,
    4,
    '720p',
    true,
    'TRUE',
    0,
    'word',
  );
  const parameters = fc.record({
    pair: fc.constantFrom(...pairs),
    ...{ aspectRatio: blankish, resolution: blankish, duration: blankish, generateAudio: blankish },
    options: fc.record({
      seed: blankish,
      autoFix: blankish,
      negativePrompt: blankish,
      safetyTolerance: blankish,
    }),
  });
  fc.assert(
    fc.property(parameters, ({ pair: [mode, model], ...given }) => {
      const values = Object.values(bodyOf({ ...everyInput, mode, model, ...given }) ?? {});
      expect(
        values.filter((value) => value === undefined || value === null || String(value).trim() === ''),
      ).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
