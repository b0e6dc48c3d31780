/** What people and spreadsheets type, brought to the spelling of the catalogue. */
import fc from 'fast-check';
import { field, fieldNames, type FieldName } from '../../nodes/AiHubMaxVeo/catalogue/queries';
import { normalize as spellRow } from '../../nodes/AiHubMaxVeo/request/values';
import { everyInput } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

/** A value in a field that is typed or chosen; files are no matter of spelling. */
function normalize(name: FieldName, raw: unknown): unknown {
  const row = field(name);
  return row.kind === 'media' ? raw : spellRow(row, raw);
}

const cases: Array<[FieldName, unknown, unknown]> = [
  ['duration', 8, 8],
  ['duration', '8', 8],
  ['duration', ' 8 ', 8],
  ['duration', '8s', 8],
  ['duration', '8S', 8],
  ['duration', '8 s', 8],
  ['duration', '8 sec', 8],
  ['duration', '8 sec.', 8],
  ['duration', '4 seconds', 4],
  ['duration', '6 Second', 6],
  ['duration', '8.0', 8],
  ['duration', '8 Seconds', 8],
  ['duration', '08', 8],
  ['duration', '0:08', 8],
  ['duration', '00:00:06', 6],
  ['duration', '8 秒', 8],
  ['duration', '８', 8],
  ['duration', '"8"', 8],
  ['duration', '8\u200b', 8],
  ['aspectRatio', ' 9:16 ', '9:16'],
  ['aspectRatio', '9:16 (portrait)', '9:16'],
  ['aspectRatio', '16 : 9', '16:9'],
  ['resolution', '1080P', '1080p'],
  ['resolution', ' 720p', '720p'],
  ['resolution', '1080', '1080p'],
  ['resolution', 720, '720p'],
  ['resolution', '4K', '4k'],
  ['resolution', '4 K', '4k'],
  ['resolution', '１０８０Ｐ', '1080p'],
  ['generateAudio', 'TRUE', true],
  ['generateAudio', ' false ', false],
  ['generateAudio', 'Yes', true],
  ['generateAudio', 'no', false],
  ['generateAudio', 1, true],
  ['generateAudio', '0', false],
  ['generateAudio', 'ON', true],
  ['generateAudio', 'off', false],
  ['generateAudio', '是', true],
  ['generateAudio', "'TRUE", true],
  ['generateAudio', true, true],
  ['seed', '42', 42],
  ['seed', ' 42 ', 42],
  ['seed', '42.0', 42],
  ['seed', '４２', 42],
  ['seed', '-7', -7],
  ['seed', 42, 42],
  ['safetyTolerance', '3', 3],
  ['safetyTolerance', '3.0', 3],
  ['safetyTolerance', '1 (strictest)', 1],
  ['personGeneration', 'ALLOW_ADULT', 'allow_adult'],
  ['personGeneration', 'Allow Adults', 'allow_adult'],
  ['personGeneration', 'allow-adult', 'allow_adult'],
  ['personGeneration', 'Don’t Allow', 'dont_allow'],
  ['prompt', 2026, '2026'],
  // A text that was cut in the middle of an emoji; controls that services fail on.
  ['prompt', 'A cat \ud83d', 'A cat '],
  ['prompt', '\udc31 A cat 🐱', ' A cat 🐱'],
  ['prompt', 'A\u0000 cat\u0007\r\n\tpurrs', 'A cat\r\n\tpurrs'],
];

test.each(cases)('%s %j is understood as %j', (name, raw, understood) => {
  expect(normalize(name, raw)).toBe(understood);
});

test('a prompt keeps its own blanks and lines', () => {
  const prompt = ' Waves\n  roll in ';
  expect(normalize('prompt', prompt)).toBe(prompt);
});

const strange: Array<[FieldName, unknown]> = [
  ['duration', '8m'],
  ['duration', 'eight'],
  ['duration', 7],
  ['duration', '-4'],
  ['duration', '4-8'],
  ['duration', 8.5],
  ['duration', '08:00'],
  ['duration', '0:08:00'],
  ['duration', `8${' '.repeat(300)}4`],
  ['duration', 'seconds'],
  ['resolution', '2k'],
  // What a row without names for its choices has as one.
  ['resolution', 'undefined'],
  ['safetyTolerance', 'undefined'],
  ['resolution', '-720p'],
  ['resolution', '1080i'],
  ['aspectRatio', '1:1'],
  ['generateAudio', 'maybe'],
  ['generateAudio', 2],
  ['generateAudio', 'constructor'],
  ['prompt', Infinity],
  ['seed', 'abc'],
  ['seed', '1.5'],
  ['seed', '1e3'],
  ['seed', '0x10'],
  ['personGeneration', 'allow_all'],
];

test.each(strange)('%s %j is not understood and stays as it was', (name, raw) => {
  expect(normalize(name, raw)).toBe(raw);
});

const anyField = fc.constantFrom(...fieldNames);
const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });

test('spelling never throws, whatever an expression gives', () => {
  fc.assert(fc.property(anyField, anything, (name, raw) => void normalize(name, raw)));
});

test('what is spelled once is spelled for good', () => {
  const sloppy = fc.oneof(anything, fc.string(), fc.constantFrom(...cases.map(([, raw]) => raw)));
  fc.assert(
    fc.property(anyField, sloppy, (name, raw) => {
      const once = normalize(name, raw);
      expect(normalize(name, once)).toEqual(once);
    }),
    { numRuns: 1000 },
  );
});

test('a choice becomes one of the choices or stays as it was', () => {
  const rows = fieldNames.map(field).filter((row) => row.kind === 'choice');
  fc.assert(
    fc.property(fc.constantFrom(...rows), fc.oneof(fc.string(), fc.integer(), fc.double()), (row, raw) => {
      expect([...row.choices, raw]).toContainEqual(spellRow(row, raw));
    }),
  );
});

// Aspect ratios as people and spreadsheets write them: 16:9 is a time of the day to a spreadsheet.
const over = (aspectRatio: unknown) => asked({ ...everyInput, aspectRatio });

test.each([
  ['16:09:00', '16:9'],
  ['16:09', '16:9'],
  ['4:09:00 PM', '16:9'],
  [0.6729166666666667, '16:9'],
  ['0.6729166666666667', '16:9'],
  ['9:16:00 AM', '9:16'],
  ['09:16', '9:16'],
  [0.38611111, '9:16'],
  ['16x9', '16:9'],
  ['16/9', '16:9'],
  ['9 : 16', '9:16'],
  ['Landscape', '16:9'],
  ['portrait', '9:16'],
  ['vertical', '9:16'],
  ['16:9 (landscape)', '16:9'],
  ['0,6729166667', '16:9'],
  ['1899-12-30T16:09:00.000Z', '16:9'],
  ['1920x1080', '16:9'],
  ['1280 × 720', '16:9'],
  ['1080x1920', '9:16'],
  ['横屏', '16:9'],
  ['竖屏', '9:16'],
  ['9：16', '9:16'],
  ['１６：９', '16:9'],
  ['1080 x 1920 px', '9:16'],
])('%j is %s', (written, ratio) => {
  expect(over(written).body?.aspect_ratio).toBe(ratio);
});

test.each([
  ...['10:30:00', '0.25', '12:00 PM'],
  ...['2026-09-16T00:00:00.000Z', '9/16/2026', '16.09.2026', '16-Sep', 'Sep 16', 46281],
])('the time or date %s is refused, and the user is told why', (time) => {
  expect(over(time).issues).toEqual([
    expect.stringMatching(/^Aspect Ratio is .*Format the column of the spreadsheet as plain text\.$/),
  ]);
});

test.each(['1:1', '4:3', 'square', '9:16:30', '169', '1024x768', '9:16 PM', '2026-11-22T16:09:00Z'])(
  '%s is no ratio of these videos',
  (written) => {
    expect(over(written).issues).toHaveLength(1);
  },
);
