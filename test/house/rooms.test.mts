/** Which room may know which, and what nothing that ships may know. */
import { storeys } from '../../dev/house/plan.mts';
import { arrowsUp, reExporters } from '../../dev/house/rules.mts';
import { arrowsOf, circlesOf, importsOf, roomOf, sourcesOf } from '../../dev/house/sources.mts';
import { root } from '../support/tree.mts';

const sources = sourcesOf(root);
const arrows = arrowsOf(sources);

test('there is something to judge', () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(arrows.length).toBeGreaterThan(40);
  const rooms = [...new Set(sources.map(({ path }) => roomOf(path)))];
  expect(rooms.sort()).toEqual(storeys.flat().sort());
});

test('arrows go down only', () => {
  expect(arrowsUp(arrows)).toEqual([]);
});

test('no files know each other in a circle, types included', () => {
  expect(circlesOf(arrows)).toEqual([]);
});

test('no file only hands on what others declare', () => {
  expect(reExporters(sources)).toEqual([]);
});

test('the catalogue knows nothing outside itself, so every room may know it', () => {
  const foreign = sources
    .filter(({ path }) => roomOf(path) === 'catalogue')
    .flatMap((file) => importsOf(file).filter(({ name }) => !name.startsWith('./')));
  expect(foreign).toEqual([]);
});

test('nothing that ships reaches out of nodes and credentials', () => {
  const outside = arrows.filter(({ to }) => !/^(nodes|credentials)\//.test(to));
  expect(outside).toEqual([]);
});

test('what ships needs n8n-workflow and what Node.js has for everyone, nothing else', () => {
  const packages = sources.flatMap(importsOf).filter(({ name }) => !name.startsWith('.'));
  expect(packages.filter(({ name }) => !['n8n-workflow', 'crypto', 'node:crypto'].includes(name))).toEqual(
    [],
  );
});
