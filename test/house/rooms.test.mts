/** The order of the house: which room may know which, and how large a file may be. */
import { posix } from 'node:path';
import { arrowsOf, longFunctions, reachedFrom, sourcesOf } from '../../dev/house/measure.mts';
import { filesIn, importsOf, root } from '../support/tree.mts';
import type { SourceFile } from '../support/tree.mts';

const home = 'nodes/AiHubMaxVeo/';
const sources = [...filesIn('nodes', /\.ts$/), ...filesIn('credentials', /\.ts$/)];

/** The folder of a file below the node's; '' for a file that lies in the open. */
const roomOf = (path: string) =>
  path.startsWith(home) ? path.slice(home.length).split('/').slice(0, -1).join('/') : '';

interface Edge {
  from: string;
  to: string;
}

const edges: Edge[] = sources.flatMap((file) =>
  importsOf(file)
    .filter((wanted) => wanted.startsWith('.'))
    .map((wanted) => ({
      from: file.path,
      to: posix.join(posix.dirname(file.path), wanted),
    })),
);

const between = (allowed: (from: string, to: string, edge: Edge) => boolean): string[] =>
  edges
    .filter((edge) => roomOf(edge.from) !== roomOf(`${edge.to}.ts`))
    .filter((edge) => !allowed(roomOf(edge.from), roomOf(`${edge.to}.ts`), edge))
    .map(({ from, to }) => `${from} -> ${to}`);

/** From the ground up; '' are the files that lie in the open. A room may know every room below its own storey. */
const storeys = [
  ['catalogue'],
  [''],
  ['form', 'request'],
  ['api'],
  ['submit', 'wait', 'files', 'output'],
  ['operations'],
  ['run'],
];

const storeyOf = (room: string) => storeys.findIndex((rooms) => rooms.includes(room));

test('there is something to judge', () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(edges.length).toBeGreaterThan(40);
  const rooms = [...new Set(sources.map(({ path }) => roomOf(path)))];
  expect(rooms.sort()).toEqual(storeys.flat().sort());
});

test('arrows go down only', () => {
  const node = `${home}AiHubMaxVeo.node.ts`;
  const up = between((from, to, edge) => edge.from === node || storeyOf(to) < storeyOf(from));
  expect(up).toEqual([]);
});

test('the catalogue knows nothing outside itself, so every room may know it', () => {
  const foreign = sources
    .filter(({ path }) => roomOf(path) === 'catalogue')
    .flatMap((file) => importsOf(file).filter((wanted) => !wanted.startsWith('./')));
  expect(foreign).toEqual([]);
});

test('nothing that ships reaches out of nodes and credentials', () => {
  const outside = edges.filter(({ to }) => !/^(nodes|credentials)\//.test(to));
  expect(outside).toEqual([]);
});

test('what ships needs n8n-workflow and what Node.js has for everyone, nothing else', () => {
  const packages = sources.flatMap((file) => importsOf(file).filter((wanted) => !wanted.startsWith('.')));
  expect(packages.filter((name) => !['n8n-workflow', 'crypto', 'node:crypto'].includes(name))).toEqual([]);
});

test.each([
  ['a lint rule switched off', /eslint-disable/],
  ['a type check switched off', /@ts-(ignore|expect-error|nocheck)/],
  ['any', /(:|<|\bas)\s*any\b/],
  ['a type forced through unknown', /as unknown as/],
  ['a timer of its own', /\bset(Timeout|Interval|Immediate)\b/],
  ['a word of debugging', /\bconsole\.|\bdebugger\b/],
])('nothing that ships has %s', (_what, pattern) => {
  expect(sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path)).toEqual([]);
});

/** Folders that ship, test and develop. */
const everything = [...sources, ...filesIn('test', /\.m?ts$/), ...filesIn('dev', /\.m?ts$/)];

test('no file is longer than 150 lines, the catalogue 250', () => {
  const limit = (path: string) => (path.includes('/catalogue/') && path.startsWith('nodes/') ? 250 : 150);
  const lines = ({ text }: SourceFile) => text.trimEnd().split('\n').length;
  const long = everything.filter((file) => lines(file) > limit(file.path));
  expect(long.map((file) => `${file.path}: ${lines(file)}`)).toEqual([]);
});

test('no function that ships is longer than 25 lines', () => {
  expect(longFunctions(sourcesOf(root))).toEqual([]);
});

test('an operation pulls in only what it uses', () => {
  const start = `${home}operations/createAndWait.ts`;
  expect(reachedFrom(start, arrowsOf(sourcesOf(root))).length).toBeLessThanOrEqual(35);
});

test('no test is skipped or runs alone', () => {
  const focused = /\b(test|it|describe)\.(skip|only|todo|failing)\b|\b(xit|xtest|xdescribe|fit|fdescribe)\(/;
  const tests = filesIn('test', /\.test\.m?ts$/);
  expect(tests.length).toBeGreaterThan(20);
  expect(
    tests.filter(({ path }) => !path.startsWith('test/house/')).filter(({ text }) => focused.test(text)),
  ).toEqual([]);
});
