/** What people and spreadsheets type, brought to the spelling of the catalogue. */
import fc from 'fast-check';
import { field, fieldNames } from '../../nodes/AiHubMaxVeo/catalogue/queries';
import type { FieldName } from '../../nodes/AiHubMaxVeo/catalogue/queries';
import { isBlank, quote } from '../../nodes/AiHubMaxVeo/request/checked';
import { normalize as spellRow } from '../../nodes/AiHubMaxVeo/request/values';

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
  ['aspectRatio', ' 9:16 ', '9:16'],
  ['aspectRatio', '9:16 (portrait)', '9:16'],
  ['aspectRatio', '16 : 9', '16:9'],
  ['resolution', '1080P', '1080p'],
  ['resolution', ' 720p', '720p'],
  ['resolution', '1080', '1080p'],
  ['resolution', 720, '720p'],
  ['resolution', '4K', '4k'],
  ['resolution', '4 K', '4k'],
  ['generateAudio', 'TRUE', true],
  ['generateAudio', ' false ', false],
  ['generateAudio', 'Yes', true],
  ['generateAudio', 'no', false],
  ['generateAudio', 1, true],
  ['generateAudio', '0', false],
  ['generateAudio', true, true],
  ['seed', '42', 42],
  ['seed', ' 42 ', 42],
  ['seed', '42.0', 42],
  ['seed', '-7', -7],
  ['seed', 42, 42],
  ['safetyTolerance', '3', 3],
  ['safetyTolerance', '3.0', 3],
  ['safetyTolerance', '1 (strictest)', 1],
  ['personGeneration', 'ALLOW_ADULT', 'allow_adult'],
  ['personGeneration', 'Allow Adults', 'allow_adult'],
  ['prompt', 2026, '2026'],
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
  ['duration', 8.5],
  ['duration', '08:00'],
  ['duration', '0:08:00'],
  ['duration', `8${' '.repeat(300)}4`],
  ['duration', 'seconds'],
  ['resolution', '2k'],
  ['resolution', '1080i'],
  ['aspectRatio', '1:1'],
  ['generateAudio', 'maybe'],
  ['generateAudio', 2],
  ['generateAudio', 'constructor'],
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

test.each([undefined, null, '', '  ', '\n\t'])('%j is blank', (raw) => {
  expect(isBlank(raw)).toBe(true);
});

test.each([0, false, 'a', [], {}, Number.NaN])('%j is not blank', (raw) => {
  expect(isBlank(raw)).toBe(false);
});

test('any value can be quote in a message, and none makes it long', () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const picture = `data:image/png;base64,${'A'.repeat(5_000_000)}`;
  for (const value of [circular, picture, 10n, Number.NaN, undefined, null])
    expect(quote(value).length).toBeLessThan(200);
  expect([quote('8m'), quote(7), quote(Number.NaN), quote(10n)]).toEqual(['"8m"', '7', 'NaN', '10']);
  fc.assert(fc.property(anything, (value) => quote(value).length > 0));
});
