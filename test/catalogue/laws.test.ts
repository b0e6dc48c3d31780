/** What must hold of the tables whatever rows they get. */
import { fields } from '../../nodes/AiHubMaxVeo/catalogue/fields';
import { limits, model, mode, models, modes } from '../../nodes/AiHubMaxVeo/catalogue/models';
import { settings } from '../../nodes/AiHubMaxVeo/catalogue/settings';
import type { Setting } from '../../nodes/AiHubMaxVeo/catalogue/settings';
import type { Field } from '../../nodes/AiHubMaxVeo/catalogue/types';

const fieldRows: Array<[string, Field]> = Object.entries(fields);
const modelRows: Array<[string, ReturnType<typeof model>]> = Object.entries(models);
const modeRows: Array<[string, ReturnType<typeof mode>]> = Object.entries(modes);
const limitRows: Array<[string, (typeof limits)[number]]> = limits.map((limit) => [
  JSON.stringify(limit),
  limit,
]);

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

describe.each(modeRows)('mode %s', (name, { inputs, defaults = {} }) => {
  test('needs known fields only', () => {
    expect(inputs.filter((input) => !fieldTable[input])).toEqual([]);
  });

  test('starts its own fields with values of their own', () => {
    for (const [field, value] of Object.entries(defaults)) {
      const row = fieldTable[field];
      expect(row).toBeDefined();
      if (row?.kind === 'choice') expect([...row.choices, row.measured]).toContain(value);
      if (row?.kind === 'boolean') expect(typeof value).toBe('boolean');
    }
  });

  test('has one standard model, and it is the first', () => {
    const own = modelRows.filter(([, { mode }]) => mode === name).map(([, { variant }]) => variant);
    expect(own.filter((variant) => variant === 'standard')).toEqual([own[0]]);
  });
});

describe.each(fieldRows)('field %s', (_name, row) => {
  test('starts with one of its own values', () => {
    if (row.kind === 'choice') expect(row.choices).toContain(row.defaultValue);
    else if (row.kind === 'media') expect(row.sources.length).toBeGreaterThan(0);
    else
      expect(typeof row.defaultValue).toBe(
        { text: 'string', boolean: 'boolean', integer: 'number' }[row.kind],
      );
  });

  test('has a parameter for each place that its files can come from', () => {
    if (row.kind !== 'media') return;
    expect(row.sources.filter((source) => !row.parameters[source])).toEqual([]);
    expect(row.maxFiles).toBeGreaterThan(0);
  });

  test('names choices that exist', () => {
    const named = row.kind === 'choice' ? Object.keys(row.names ?? {}) : [];
    expect(
      named.filter(
        (choice) => row.kind === 'choice' && ![...row.choices, row.measured].map(String).includes(choice),
      ),
    ).toEqual([]);
  });
});

test('no two fields share a key of the body', () => {
  const wires = fieldRows.map(([, { wire }]) => wire);
  expect(new Set(wires).size).toBe(wires.length);
});

describe.each(limitRows)('limit %s', (_text, { variants: about = [], when, only = {}, send = {} }) => {
  test('asks for variants, fields and values that exist', () => {
    expect(about.filter((variant) => !variants.has(variant))).toEqual([]);
    for (const [name, values] of Object.entries(when))
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
    expect(Object.keys(only).length === 0 || Object.entries(when).length <= 1).toBe(true);
  });
});

test.each(Object.entries<Setting>(settings))('setting %s starts with what is allowed', (_name, row) => {
  if (row.kind === 'choice') expect(Object.keys(row.choices)).toContain(row.defaultValue);
  if (row.kind !== 'number') return;
  expect(row.defaultValue).toBeGreaterThanOrEqual(row.min);
  expect(row.defaultValue).toBeLessThanOrEqual(row.max);
});
