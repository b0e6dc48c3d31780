/** `npm run mutants` takes minutes, so whether each of its faults still fits the code is known here, in a moment. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moneyMutations } from '../../dev/mutants/money.mts';
import { misfits } from '../../dev/mutants/mutation.mts';
import { keyMutations } from '../../dev/mutants/orderKeys.mts';
import { orderMutations } from '../../dev/mutants/orders.mts';
import { otherMutations } from '../../dev/mutants/others.mts';
import { root } from '../support/tree.mts';

test('every mutation finds its line', () => {
  expect(misfits(root, [...moneyMutations, ...orderMutations, ...keyMutations, ...otherMutations])).toEqual(
    [],
  );
});

describe('in a house of one file', () => {
  const mutation = { rule: 'Waits end', files: 'wait/*.ts', from: 'if (isOver) stop();', to: '' };
  let house = '';

  beforeEach(() => {
    house = mkdtempSync(join(tmpdir(), 'house-'));
    for (const folder of ['nodes/AiHubMaxVeo/wait', 'test/wait'])
      mkdirSync(join(house, folder), { recursive: true });
    writeFileSync(join(house, 'test/wait/watch.test.ts'), '');
  });

  afterEach(() => rmSync(house, { recursive: true }));

  test.each([
    ['go();\nif (isOver)\n  stop();\ngo();\n', {}, []],
    ['go();\n', {}, [expect.stringContaining('stands there 0 times')]],
    [
      'if (isOver) stop();\nif (isOver) stop();\n',
      {},
      [expect.stringContaining('2 times (watch.ts, watch.ts)')],
    ],
    [
      'if (isOver) stop();\n',
      { tests: 'test/wait/old' },
      [expect.stringContaining('no test has test/wait/old')],
    ],
  ])('of %j with %j is told: %j', (text, over, told) => {
    writeFileSync(join(house, 'nodes/AiHubMaxVeo/wait/watch.ts'), text);
    expect(misfits(house, [{ ...mutation, ...over }])).toEqual(told);
  });
});
