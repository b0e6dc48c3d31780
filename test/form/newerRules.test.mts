/** Rules that n8n's lint has upstream and not yet in the version that is published: followed, or the reason why not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { description } from '../support/form.mts';

const node = join(__dirname, '..', '..', 'nodes', 'AiHubMaxVeo', 'AiHubMaxVeo.node');

/** All parameters, members of collections as well. */
const all = (properties: INodeProperties[]): INodeProperties[] =>
  properties.flatMap((property) => [
    property,
    ...(property.type === 'collection' ? all((property.options ?? []) as INodeProperties[]) : []),
  ]);

const everything = all(description.properties);

/** https://docs.n8n.io/connect/create-nodes/build-your-node/reference/codex-files/#node-categories, read 2026-11. */
const categories = [
  ...['Analytics', 'Communication', 'Data & Storage', 'Development', 'Finance & Accounting'],
  ...['Marketing & Content', 'Miscellaneous', 'Productivity', 'Sales', 'Utility'],
];

test('the codex names categories that n8n has, and no subcategories', () => {
  const codex = JSON.parse(readFileSync(`${node}.json`, 'utf8'));
  for (const category of codex.categories) expect(categories).toContain(category);
  expect(codex).not.toHaveProperty('subcategories');
});

test('the class asks whether it may continue on a failure', () => {
  expect(readFileSync(`${node}.ts`, 'utf8')).toMatch(/async execute\([\s\S]*this\.continueOnFail\(\)/);
});

test('a hint under a field has at most 120 characters', () => {
  expect(everything.filter(({ hint = '' }) => hint.length > 120).map(({ name }) => name)).toEqual([]);
});

test('no setting is free JSON at the top of the form', () => {
  expect(description.properties.filter(({ type }) => type === 'json')).toEqual([]);
});

/** Lists in an order of their own, which says more than the alphabet; sources have URL first, which needs no other node. */
const orders = {
  operation: 'by use, the one that most people want first',
  model: 'from the best to the cheapest',
  resolution: 'by size',
  duration: 'by length',
  aspectRatio: 'the usual one first',
};

test('lists are in the order of the alphabet, but for those that have a better one', () => {
  const unsorted = everything.filter(({ type, options = [] }) => {
    const words = options.map(({ name }) => name);
    return type === 'options' && words.join() !== [...words].sort((a, b) => a.localeCompare(b)).join();
  });
  const names = [...new Set(unsorted.map(({ name }) => name))];
  expect(names.filter((name) => !(name in orders) && !/Source$/.test(name))).toEqual([]);
});

/**
 * Fields at the top of the form that n8n can run without: each decides what is made, what it costs or where it goes. Images
 * and videos are not marked as required, because n8n would say so under fields of other modes when the mode is an expression.
 */
const above = [
  ...['mode', 'model', 'resolution', 'duration', 'aspectRatio', 'generateAudio', 'waitForCompletion'],
  ...['routeByStatus', 'downloadVideo', 'binaryPropertyOutput', 'outputFileName', 'simplify'],
];

const isMedium = (name: string) => /^(image|firstImage|lastImage|referenceImage|video|sourceTask)/.test(name);

test('what is not required lies in a collection, but for what everybody should see', () => {
  const exempt = ['collection', 'fixedCollection', 'notice', 'hidden'];
  const open = description.properties.filter(
    ({ type, required, name }) =>
      !required && !exempt.includes(type) && !isMedium(name) && name !== 'operation',
  );
  const names = [...new Set(open.map(({ name }) => name))];
  expect(names.filter((name) => !above.includes(name))).toEqual([]);
});
