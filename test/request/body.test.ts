/** What no body of a create has; test/contract has whole ones. */
import fc from 'fast-check';
import { everyInput, pairs } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

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
      const values = Object.values(asked({ ...everyInput, mode, model, ...given }).body ?? {});
      expect(
        values.filter((value) => value === undefined || value === null || String(value).trim() === ''),
      ).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
