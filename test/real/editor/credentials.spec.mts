/** The credential's dialog. */
import assert from 'node:assert/strict';
import { keep, openNode, type Bench } from './bench.mts';
import { test } from './test.mts';

async function isRed(bench: Bench): Promise<void> {
  const { dialog, emulator } = bench;
  await openNode(bench, {});
  await dialog.openNew();
  await dialog.fill('apiKey', 'sk-unknown');
  await dialog.fill('baseUrl', emulator.url);
  await dialog.save();
  assert.match(await dialog.complaint(), /AIHubMax rejected this API key/);
  await keep(bench, 'credential red');
}

async function isGreen(bench: Bench): Promise<void> {
  const { dialog, emulator } = bench;
  await openNode(bench, {});
  await dialog.openNew();
  await dialog.fill('apiKey', emulator.key);
  await dialog.fill('baseUrl', emulator.url);
  await dialog.save();
  await dialog.isClosed();
  await dialog.openChosen();
  await dialog.isGreen();
  await keep(bench, 'credential green');
  await dialog.close();
}

test('a wrong key is red, and the sentence is about the key', ({ bench }) => isRed(bench));

test('a new credential with a good key is green and chosen', ({ bench }) => isGreen(bench));
