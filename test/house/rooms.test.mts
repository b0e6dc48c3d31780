/** The order of the house: which room may know which, and how large a file may be. */
import { posix } from 'node:path';
import { filesIn, importsOf } from '../support/tree.mts';
import type { SourceFile } from '../support/tree.mts';

const home = 'nodes/AiHubMaxVeo/';
const sources = [...filesIn('nodes', /\.ts$/), ...filesIn('credentials', /\.ts$/)];

/** The folder of a file below the node's; '' for a file that lies in the open. */
const roomOf = (path: string) =>
  path.startsWith(home) ? path.slice(home.length).split('/').slice(0, -1).join('/') : '';

interface Edge {
  from: string;
  to: string;
  isType: boolean;
}

const typeOnly = ({ text }: SourceFile, wanted: string) =>
  new RegExp(`^(import|export) type [^;]*from '${wanted.replace(/[./]/g, '\\$&')}'`, 'ms').test(text);

const edges: Edge[] = sources.flatMap((file) =>
  importsOf(file)
    .filter((wanted) => wanted.startsWith('.'))
    .map((wanted) => ({
      from: file.path,
      to: posix.join(posix.dirname(file.path), wanted),
      isType: typeOnly(file, wanted),
    })),
);

const between = (allowed: (from: string, to: string, edge: Edge) => boolean): string[] =>
  edges
    .filter((edge) => roomOf(edge.from) !== roomOf(`${edge.to}.ts`))
    .filter((edge) => !allowed(roomOf(edge.from), roomOf(`${edge.to}.ts`), edge))
    .map(({ from, to }) => `${from} -> ${to}`);

/** Rooms without a view: plain knowledge. */
const leaves = ['catalogue', 'media'];

const separate = ['description', 'request', 'task', 'transport'];

test('there is something to judge', () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(edges.length).toBeGreaterThan(40);
  for (const room of [...separate, 'operations', 'run', 'catalogue'])
    expect(sources.map(({ path }) => roomOf(path))).toContain(room);
});

test('description, request, task and transport do not know each other', () => {
  expect(between((from, to) => !(separate.includes(from) && separate.includes(to)))).toEqual([]);
});

test('only operations, the run and the node itself join rooms', () => {
  const joins = (edge: Edge) =>
    edge.from === `${home}AiHubMaxVeo.node.ts` || ['operations', 'run'].includes(roomOf(edge.from));
  const common = [...leaves, ''];
  expect(between((_from, to, edge) => joins(edge) || common.includes(to))).toEqual([]);
});

test('nobody looks into operations but the node itself', () => {
  expect(
    between((_from, to, edge) => to !== 'operations' || edge.from === `${home}AiHubMaxVeo.node.ts`),
  ).toEqual([]);
});

test.each(leaves)('%s knows nothing outside itself, so every room may know it', (room) => {
  const foreign = sources
    .filter(({ path }) => roomOf(path) === room)
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

test('no test is skipped or runs alone', () => {
  const focused = /\b(test|it|describe)\.(skip|only|todo|failing)\b|\b(xit|xtest|xdescribe|fit|fdescribe)\(/;
  const tests = filesIn('test', /\.test\.m?ts$/);
  expect(tests.length).toBeGreaterThan(20);
  expect(
    tests.filter(({ path }) => !path.startsWith('test/house/')).filter(({ text }) => focused.test(text)),
  ).toEqual([]);
});
