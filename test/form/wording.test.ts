/** What the form says: enough for a person and for an agent that reads it as a tool. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { description } from '../support/form.mts';

const isMember = (option: unknown): option is INodeProperties =>
  typeof option === 'object' && option !== null && 'type' in option;

const isChoice = (option: unknown): option is INodePropertyOptions =>
  typeof option === 'object' && option !== null && 'value' in option;

const every = (properties: INodeProperties[], path = ''): Array<[string, INodeProperties]> =>
  properties.flatMap((property): Array<[string, INodeProperties]> => {
    const own = `${path}${property.name}`;
    return [[own, property], ...every((property.options ?? []).filter(isMember), `${own}.`)];
  });

const all = every(description.properties.filter(({ type }) => type !== 'hidden' && type !== 'notice'));

/** Their members, choices or hints explain them. */
const selfExplanatory = ['options', 'waitOptions', 'batching'];

test.each(all.filter(([path]) => !selfExplanatory.includes(path)))(
  '%s says what it is for',
  (_path, { description: text }) => {
    expect(text).toMatch(/^\S.{9,}\S$/s);
  },
);

test.each(all.filter(([, { type }]) => type === 'boolean'))(
  '%s says "Whether …"',
  (_path, { description: text }) => {
    expect(text).toMatch(/^Whether /);
  },
);

test.each(all)('%s has a label', (_path, { displayName }) => {
  expect(displayName).toMatch(/^[A-Z]/);
});

test.each(all.filter(([, { options }]) => (options ?? []).some(isChoice)))(
  '%s names each of its choices once',
  (_path, { options = [] }) => {
    const values = options.filter(isChoice).map(({ value }) => value);
    const labels = options.filter(isChoice).map(({ name }) => name);
    expect(new Set(values).size).toBe(options.length);
    expect(new Set(labels).size).toBe(options.length);
  },
);

test('every operation says what it does, in the list of actions too', () => {
  const operation = description.properties.find(({ name }) => name === 'operation');
  for (const option of (operation?.options ?? []).filter(isChoice)) {
    expect(option.action).toMatch(/^[A-Z][a-z]/);
    expect(option.description).toMatch(/\.$/);
  }
});

test('operations that cost credits say so, and those that do not say so too', () => {
  const operation = description.properties.find(({ name }) => name === 'operation');
  const costs = (operation?.options ?? [])
    .filter(isChoice)
    .map(({ value, description: text }) => [value, text ?? '']);
  for (const [value, text] of costs)
    expect(text).toMatch(
      ['check', 'getStatus', 'getCredits'].includes(String(value)) ? /Free/ : /Costs credits/,
    );
});

test('every parameter that stands in the form more than once has one label and one type', () => {
  for (const [path, { displayName, type }] of all) {
    const [, first] = all.find(([other]) => other === path) ?? [];
    expect([displayName, type]).toEqual([first?.displayName, first?.type]);
  }
});
