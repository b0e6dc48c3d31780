import assert from 'node:assert/strict';
import { eventually } from '../eventually.mts';
import { keep, nodeName, type Bench, type BenchCase } from './bench.mts';

const searches = ['veo', 'image to video', 'text to video', 'aihubmax'];

async function isFound(bench: Bench, words: string): Promise<void> {
  await bench.editor.openEmpty();
  await bench.creator.open();
  await bench.creator.find(words, nodeName);
  await keep(bench, `find ${words}`);
}

async function isAdded(bench: Bench): Promise<void> {
  await isFound(bench, 'aihubmax');
  await bench.creator.add(nodeName, 'Create paid video and wait for result');
  await eventually(async () => {
    const fields = await bench.form.fields();
    assert.equal(fields.find(({ name }) => name === 'operation')?.shows, 'Create and Wait');
    assert.deepEqual(
      fields.filter(({ isRed }) => isRed),
      [],
      'a new node starts without a red field',
    );
  });
  await keep(bench, 'added');
}

/** From an empty canvas to the open node. */
export const findingCases: readonly BenchCase[] = [
  ...searches.map(
    (words): BenchCase => ({ says: `"${words}" finds the node`, check: (bench) => isFound(bench, words) }),
  ),
  { says: 'an action of the node adds it, open and with nothing red', check: isAdded },
];
