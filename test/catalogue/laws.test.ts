/** What must hold of the tables whatever rows they get, beyond what their types hold. */
import { fields, type Field } from '../../nodes/AiHubMaxVeo/catalogue/fields';
import { limits, model, mode, models, modes } from '../../nodes/AiHubMaxVeo/catalogue/models';
import { settings, type Setting } from '../../nodes/AiHubMaxVeo/catalogue/settings';

const fieldTable: Readonly<Record<string, Field>> = fields;
const modelRows: Array<[string, ReturnType<typeof model>]> = Object.entries(models);
const modeRows: Array<[string, ReturnType<typeof mode>]> = Object.entries(modes);

const choicesOfRow = (name: string): readonly unknown[] => {
  const row = fieldTable[name];
  return row?.kind === 'choice' ? row.choices : [];
};

/** Fewer choices of some fields, all of them choices that exist. */
function narrows(only: object): void {
  for (const [name, choices] of Object.entries(only) as [string, readonly unknown[]][]) {
    expect(choices.length).toBeGreaterThan(0);
    expect(choicesOfRow(name)).toEqual(expect.arrayContaining([...choices]));
  }
}

test.each(modelRows)(
  'model %s has each field once, none of its inputs twice, and fewer choices only of its own fields',
  (_id, { mode, fields: names, only = {} }) => {
    const inputs: readonly string[] = modes[mode].inputs;
    expect(names.filter((name) => inputs.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(Object.keys(only)));
    narrows(only);
  },
);

test.each(modeRows)('mode %s starts its own fields with values of their own', (_name, { defaults = {} }) => {
  for (const [name, value] of Object.entries(defaults)) {
    const row = fieldTable[name];
    if (row?.kind === 'choice') expect([...row.choices, row.measured]).toContain(value);
    else expect([row?.kind, typeof value]).toEqual(['boolean', 'boolean']);
  }
});

test.each(modeRows)('mode %s has one standard model, and it is the first', (name) => {
  const own = modelRows.filter(([, { mode }]) => mode === name).map(([, { variant }]) => variant);
  expect(own.filter((variant) => variant === 'standard')).toEqual([own[0]]);
});

test.each(Object.entries(fieldTable))(
  'field %s starts with a choice of its own, names choices that exist, and has a parameter for each source',
  (_name, row) => {
    if (row.kind === 'choice') {
      expect(row.choices).toContain(row.defaultValue);
      const choices = [...row.choices, row.measured].map(String);
      expect(choices).toEqual(expect.arrayContaining(Object.keys(row.names ?? {})));
    }
    if (row.kind !== 'media') return;
    expect(row.sources.filter((source) => !row.parameters[source])).toEqual([]);
    expect([row.sources.length > 0, row.maxFiles > 0]).toEqual([true, true]);
  },
);

test('no two fields share a key of the body', () => {
  const wires = Object.values(fieldTable).map(({ wire }) => wire);
  expect(new Set(wires).size).toBe(wires.length);
});

test.each(limits.map((limit) => [JSON.stringify(limit), limit] as const))(
  'limit %s asks for values that exist, and narrows by one field at most, since the form can show no more',
  (_text, { when, only = {}, send = {} }) => {
    narrows(when);
    narrows(only);
    for (const [name, value] of Object.entries(send)) expect(choicesOfRow(name)).toContain(value);
    expect(Object.keys(only).length === 0 || Object.entries(when).length <= 1).toBe(true);
  },
);

test.each(Object.entries<Setting>(settings))('setting %s starts with what is allowed', (_name, row) => {
  if (row.kind === 'choice') expect(Object.keys(row.choices)).toContain(row.defaultValue);
  if (row.kind !== 'number') return;
  expect(row.defaultValue).toBeGreaterThanOrEqual(row.min);
  expect(row.defaultValue).toBeLessThanOrEqual(row.max);
});
