/** From an empty canvas to the open node. */
import assert from 'node:assert/strict';
import { expect } from '@playwright/test';
import { keep, nodeName, type Bench } from './bench.mts';
import { test } from './test.mts';

const searches = ['veo', 'image to video', 'text to video', 'aihubmax'];

async function isFound(bench: Bench, words: string): Promise<void> {
  await bench.editor.openEmpty();
  await bench.creator.open();
  await bench.creator.find(words, nodeName);
  await keep(bench, `find ${words}`);
}

async function isAdded(bench: Bench): Promise<void> {
  await isFound(bench, 'aihubmax');
  await bench.creator.add(nodeName, 'Create paid video and wait');
  await expect(async () => {
    const fields = await bench.form.fields();
    assert.equal(fields.find(({ name }) => name === 'operation')?.shows, 'Create and Wait');
    assert.deepEqual(
      fields.filter(({ isRed }) => isRed),
      [],
      'a new node starts without a red field',
    );
  }).toPass();
  await keep(bench, 'added');
}

for (const words of searches) test(`"${words}" finds the node`, ({ bench }) => isFound(bench, words));

test('an action of the node adds it, open and with nothing red', ({ bench }) => isAdded(bench));
