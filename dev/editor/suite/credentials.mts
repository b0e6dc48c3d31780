import assert from 'node:assert/strict';
import { keep, openNode, type Bench, type BenchCase } from './bench.mts';

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

/** The credential's dialog. */
export const credentialCases: readonly BenchCase[] = [
  { says: 'a wrong key is red, and the sentence is about the key', check: isRed },
  { says: 'a new credential with a good key is green and chosen', check: isGreen },
];
