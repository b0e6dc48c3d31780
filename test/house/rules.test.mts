/** Each measure on a small house finds what is wrong; that it finds nothing where all is right the real house shows. */
import { concernsOf } from '../../dev/house/concerns.mts';
import { budgets, limits } from '../../dev/house/plan.mts';
import {
  arrowsUp,
  figuresOf,
  longFiles,
  longFunctions,
  overBudget,
  reExporters,
} from '../../dev/house/rules.mts';
import { arrowsOf, circlesOf, sourceOf } from '../../dev/house/sources.mts';

const home = 'nodes/AiHubMaxVeo';

/** Files by their path below the node's folder. */
const house = (files: Record<string, string>) =>
  Object.entries(files).map(([path, text]) => sourceOf(`${home}/${path}`, text));

const small = house({
  'catalogue/models.ts': 'export const models = { one: 1 };',
  'errors.ts': "import { models } from './catalogue/models';\nexport type Failure = keyof typeof models;",
  'api/task.ts': "import type { Failure } from '../errors';\nexport interface Task { failure: Failure }",
  'api/client.ts': "import type { Task } from './task';\nexport const read = (): Task | null => null;",
  'operations/createAndWait.ts': "import { read } from '../api/client';\nexport const work = () => read();",
  'AiHubMaxVeo.node.ts': "export const load = async () => await import('./operations/createAndWait');",
});

test.each([
  ['a room above', 'api/client.ts', "import { work } from '../operations/createAndWait';"],
  ['a room beside', 'wait/watch.ts', "import type { Till } from '../submit/till';"],
  ['a room above, at run time', 'errors.ts', "const load = async () => await import('./api/client');"],
  ['a room above, as a type', 'errors.ts', "type Task = import('./api/task').Task;"],
  ['a room above, handed on', 'catalogue/models.ts', "export { now } from '../time';"],
])('an arrow to %s is found', (_what, path, text) => {
  expect(arrowsUp(arrowsOf(house({ [path]: text })))).toEqual([expect.stringContaining(`${path} -> `)]);
});

test('a circle is found once, also one of types alone, with all its files and no other', () => {
  const round = house({
    'wait/one.ts': "import type { Two } from './two';",
    'wait/two.ts': "import { type Three } from './three';",
    'wait/three.ts': "export type { One } from './one';",
    'wait/user.ts': "import { one } from './one';",
  });
  expect(circlesOf(arrowsOf(round))).toEqual([
    ['one', 'three', 'two'].map((name) => `${home}/wait/${name}.ts`),
  ]);
});

test('figures are counted', () => {
  const withInnerType = house({ 'time.ts': 'function wait() {\n  type Inner = string;\n}\n\n' });
  expect(figuresOf([...small, ...withInnerType])).toEqual({
    lines: 13,
    files: 7,
    filesInReach: 5,
    types: 3,
    exportedTypes: 2,
  });
});

test('a figure may reach its budget, and not pass it', () => {
  expect(overBudget(budgets)).toEqual([]);
  expect(overBudget({ ...budgets, types: budgets.types + 1 })).toEqual([
    `types: ${budgets.types + 1}, at most ${budgets.types}`,
  ]);
});

const lines = (count: number) => Array.from({ length: count }, (_, index) => `  use(${index});`).join('\n');

test('a function may have as many lines as the limit, and not one more', () => {
  const ofLength = (count: number) =>
    longFunctions(house({ 'time.ts': `export function wait() {\n${lines(count - 2)}\n}\n` }));
  expect(ofLength(limits.functionBody)).toEqual([]);
  expect(ofLength(limits.functionBody + 1)).toEqual([expect.stringContaining(`${home}/time.ts:1 `)]);
});

test.each([
  ['time.ts', limits.file],
  ['catalogue/fields.ts', limits.tableFile],
])('%s may have %d lines, and not one more', (path, limit) => {
  expect(longFiles(house({ [path]: `${lines(limit)}\n` }))).toEqual([]);
  expect(longFiles(house({ [path]: lines(limit + 1) }))).toEqual([`${home}/${path}: ${limit + 1} lines`]);
});

test('a file that declares nothing only hands on', () => {
  const handingOn = house({
    'api/index.ts': "import { one } from './one';\nexport { one };\nexport * from './two';",
    'api/one.ts': "export { two } from './two';\nexport const one = 1;",
  });
  expect(reExporters(handingOn)).toEqual([`${home}/api/index.ts`]);
});

test('each line is there for something', () => {
  const [source] = house({
    'time.ts': [
      '/** Time. */',
      "import { sleep } from 'n8n-workflow';",
      '',
      'const steps = [1, 2];',
      'interface Clock {',
      '  now(): number;',
      '}',
      'export class Pause {',
      '  readonly #clock: Clock;',
      '  constructor(clock: Clock) {',
      '    this.#clock = clock;',
      '  }',
      '  async wait(',
      '    ms: number,',
      '  ): Promise<void> {',
      '    // One step at a time.',
      '    if (ms < 0)',
      '      throw new Error(',
      "        'A wait is never negative',",
      '      );',
      '    await sleep(ms);',
      '  }',
      '}',
    ].join('\n'),
  });
  expect(source && concernsOf(source)).toEqual([
    ...['comment', 'imports', 'blank', 'data', 'types', 'types', 'types'],
    ...['class', 'class', 'class', 'class', 'class', 'signature', 'signature', 'signature'],
    ...['comment', 'behaviour', 'behaviour', 'message', 'closing', 'behaviour', 'closing', 'class'],
  ]);
});
