/** Fields that are newer than this package are merged last, and never replace what the form shows to cost. */
import { everyInput } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

const withFields = (additionalFields: unknown) => asked({ ...everyInput, options: { additionalFields } });

test.each([[{ new_field: 1 }], ['{"new_field": 1}'], [' {"new_field":1}\n']])(
  '%j is merged into the body',
  (fields) => {
    expect(withFields(fields).body).toStrictEqual({
      model: 'veo-3.1-image-to-video',
      prompt: 'Waves roll in',
      image_url: 'https://example.com/photo.jpg',
      new_field: 1,
    });
  },
);

test('they have the last word about any other field', () => {
  const { body } = asked({
    ...everyInput,
    duration: 8,
    options: { additionalFields: { duration: 12, nested: { a: [1] } } },
  });
  expect(body).toMatchObject({ duration: 12, nested: { a: [1] } });
});

test.each([undefined, null, '', '  ', {}, '{}'])('%j adds nothing', (fields) => {
  expect(Object.keys(withFields(fields).body ?? {})).toEqual(['model', 'prompt', 'image_url']);
});

test.each(['{broken', 'words', '[1]', [1], 7, true, '"text"', 'null'])(
  '%j is refused, since it is no object',
  (fields) => {
    expect(withFields(fields).issues[0]).toMatch(/^Additional Fields is .*JSON object/);
  },
);

test.each([{ model: 'veo-9' }, { prompt: 'Other' }, '{"model":"a","prompt":"b"}'])(
  '%j may not be set here',
  (fields) => {
    expect(withFields(fields).issues[0]).toMatch(/^Additional Fields has "(model|prompt)"/);
  },
);

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_none, nth) => [`f${nth}`, 1]));
const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`) as object;
const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;

test('a thousand names are taken, at any depth', () => {
  expect(withFields({ ...many(998), nested: [1] }).issues).toEqual([]);
  expect(withFields(JSON.stringify(many(1_000))).issues).toEqual([]);
});

test.each<[string, unknown]>([
  ['1,001 names', many(1_001)],
  ['70,000 names as text', JSON.stringify(many(70_000))],
  ['70,000 names in a field', { nested: many(70_000) }],
  ['a long list', { nested: [[], Array(70_000).fill(1)] }],
  ['fields 50,000 levels deep', deep],
  ['fields that hold themselves', cyclic],
])('%s are refused by the name of the field', (_what, fields) => {
  expect(withFields(fields).issues).toEqual([
    'Additional Fields has more than the 1000 names that are allowed.',
  ]);
});
