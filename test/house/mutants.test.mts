/** `npm run mutants` takes minutes, so whether each of its faults still fits the code is known here, in a moment. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moneyMutations } from '../../dev/mutants/money.mts';
import { misfits, placeOf } from '../../dev/mutants/mutation.mts';
import { otherMutations } from '../../dev/mutants/others.mts';
import { root } from '../support/tree.mts';

test('every mutation finds its line', () => {
  expect(misfits(root, [...moneyMutations, ...otherMutations])).toEqual([]);
});

describe('in a house of two files', () => {
  const mutation = { rule: 'Waits end', files: 'wait/*.ts', from: 'if (isOver) stop();', to: '' };
  let house = '';

  const write = (file: string, text: string) =>
    writeFileSync(join(house, 'nodes', 'AiHubMaxVeo', 'wait', file), text);

  beforeEach(() => {
    house = mkdtempSync(join(tmpdir(), 'house-'));
    mkdirSync(join(house, 'nodes', 'AiHubMaxVeo', 'wait'), { recursive: true });
    mkdirSync(join(house, 'test', 'wait'), { recursive: true });
    writeFileSync(join(house, 'test', 'wait', 'watch.test.ts'), '');
    write('schedule.ts', 'next();\n');
  });

  afterEach(() => rmSync(house, { recursive: true }));

  test('a text is found in whichever file it stands, however its lines are broken', () => {
    write('watch.ts', 'go();\nif (isOver)\n  stop();\ngo();\n');
    const { path, before, after } = placeOf(house, mutation);
    expect([path.endsWith('watch.ts'), before.length > after.length, after]).toEqual([
      true,
      true,
      'go();\n\ngo();\n',
    ]);
  });

  test('a text that is gone is told with its rule and its room', () => {
    expect(misfits(house, [mutation])).toEqual([
      'Waits end\n    must stand once in wait/*.ts, and stands there 0 times: if (isOver) stop();',
    ]);
  });

  test('tests that are gone are told', () => {
    write('watch.ts', 'if (isOver) stop();\n');
    expect(misfits(house, [mutation, { ...mutation, tests: 'test/wait/old' }])).toEqual([
      'Waits end\n    no test has test/wait/old in its path',
    ]);
  });

  test('a text that stands twice is told with its files', () => {
    write('watch.ts', 'if (isOver) stop();\nif (isOver) stop();\n');
    expect(misfits(house, [mutation])).toEqual([
      'Waits end\n    must stand once in wait/*.ts, and stands there 2 times (watch.ts, watch.ts): if (isOver) stop();',
    ]);
  });
});
