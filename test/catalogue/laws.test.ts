/** What must hold of the tables whatever rows they get. */
import { categories, categoryOfCode, categoryOfStatus } from '../../nodes/AiHubMaxVeo/catalogue/failures';
import { fields, limits, models, modes } from '../../nodes/AiHubMaxVeo/catalogue/models';
import { settings } from '../../nodes/AiHubMaxVeo/catalogue/settings';
import type { Field, Limit, Mode, Model } from '../../nodes/AiHubMaxVeo/catalogue/types';

const fieldRows: Array<[string, Field]> = Object.entries(fields);
const modelRows: Array<[string, Model]> = Object.entries(models);
const modeRows: Array<[string, Mode]> = Object.entries(modes);
const limitRows: Array<[string, Limit]> = limits.map((limit) => [JSON.stringify(limit), limit]);

const fieldTable: Readonly<Record<string, Field>> = fields;
const choicesOfRow = (name: string): readonly unknown[] => {
  const row = fieldTable[name];
  return row?.kind === 'choice' ? row.choices : [];
};
const variants = new Set<string>(modelRows.map(([, { variant }]) => variant));

describe.each(modelRows)('model %s', (_id, { mode, fields: names, only = {} }) => {
  test('belongs to a mode', () => {
    expect(Object.keys(modes)).toContain(mode);
  });

  test('has only known fields, each once, and none of its inputs twice', () => {
    const inputs: readonly string[] = modes[mode as keyof typeof modes].inputs;
    expect(names.filter((name) => !fieldTable[name] || inputs.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test('takes fewer choices only of its own fields, and only choices that exist', () => {
    for (const [name, choices] of Object.entries(only)) {
      expect(names).toContain(name);
      expect(choices.length).toBeGreaterThan(0);
      expect(choices.filter((choice) => !choicesOfRow(name).includes(choice))).toEqual([]);
    }
  });
});

describe.each(modeRows)('mode %s', (name, { inputs }) => {
  test('needs known fields only', () => {
    expect(inputs.filter((input) => !fieldTable[input])).toEqual([]);
  });

  test('has one standard model, and it is the first', () => {
    const own = modelRows.filter(([, { mode }]) => mode === name).map(([, { variant }]) => variant);
    expect(own.filter((variant) => variant === 'standard')).toEqual([own[0]]);
  });
});

describe.each(fieldRows)('field %s', (_name, row) => {
  test('starts with one of its own values', () => {
    if (row.kind === 'choice') expect(row.choices).toContain(row.initial);
    else
      expect(typeof row.initial).toBe(
        { text: 'string', image: 'string', boolean: 'boolean', integer: 'number' }[row.kind],
      );
  });

  test('names choices that exist', () => {
    const named = row.kind === 'choice' ? Object.keys(row.names ?? {}) : [];
    expect(
      named.filter((choice) => row.kind === 'choice' && !row.choices.map(String).includes(choice)),
    ).toEqual([]);
  });
});

test('no two fields share a key of the body', () => {
  const wires = fieldRows.map(([, { wire }]) => wire);
  expect(new Set(wires).size).toBe(wires.length);
});

describe.each(limitRows)('limit %s', (_text, { when, only = {}, send = {} }) => {
  const conditions = Object.entries(when).filter(([name]) => name !== 'variant');

  test('asks for variants, fields and values that exist', () => {
    expect((when.variant ?? []).filter((variant) => !variants.has(String(variant)))).toEqual([]);
    for (const [name, values] of conditions)
      expect(choicesOfRow(name)).toEqual(expect.arrayContaining([...values]));
  });

  test('narrows and fills with choices that exist', () => {
    for (const [name, values] of Object.entries(only)) {
      expect(values.length).toBeGreaterThan(0);
      expect(choicesOfRow(name)).toEqual(expect.arrayContaining([...values]));
    }
    for (const [name, value] of Object.entries(send)) expect(choicesOfRow(name)).toContain(value);
  });

  test('narrows by one field at most, since the form can show no more', () => {
    expect(Object.keys(only).length === 0 || conditions.length <= 1).toBe(true);
  });
});

describe('failures', () => {
  test('know the codes that the docs name, and no code that is a word of the language', () => {
    // AIHubMax docs, error codes page, read 2026-11-22.
    expect(categoryOfCode('model_not_found')).toBe('model_unavailable');
    expect(categoryOfCode('content_policy_violation')).toBe('content_policy');
    expect(categoryOfCode('constructor')).toBeUndefined();
    expect(categoryOfCode('__proto__')).toBeUndefined();
  });

  // AIHubMax docs, error codes page, read 2026-11-22; 502 and 504 come from the gateway in front.
  test.each([
    [400, 'invalid_request'],
    [401, 'authentication'],
    [402, 'insufficient_credits'],
    [413, 'input_media'],
    [422, 'invalid_request'],
    [429, 'rate_limited'],
    [500, 'service'],
    [502, 'service'],
    [503, 'service'],
    [504, 'service'],
  ])('status %i alone means %s', (status, category) => {
    expect(categoryOfStatus(status)).toBe(category);
  });

  test.each(Object.entries(categories))('category %s advises in whole sentences', (_name, { advice }) => {
    expect(advice).toMatch(/^[A-Z].*\.$/);
  });

  test('have the categories that workflows may branch on', () => {
    // interface.md, Errors: one vocabulary; names may be added, never renamed.
    expect(Object.keys(categories)).toEqual(
      expect.arrayContaining([
        ...[
          'invalid_request',
          'authentication',
          'insufficient_credits',
          'model_unavailable',
          'content_policy',
        ],
        ...['input_media', 'rate_limited', 'service', 'timeout', 'submission_unknown', 'cancelled'],
        ...['completed_without_video', 'task_failed'],
      ]),
    );
  });
});

test.each(Object.entries(settings))(
  'setting %s starts within its bounds',
  (_name, { initial, least, most }) => {
    expect(initial).toBeGreaterThanOrEqual(least);
    expect(initial).toBeLessThanOrEqual(most);
  },
);
