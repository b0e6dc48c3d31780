/** Credentials that change, in time or by item. */
import assert from 'node:assert/strict';
import { chain, credentialType, failureOf, manualTrigger, videoNode } from '../../../dev/n8n/index.mts';
import type { StoredCredential } from '../../../dev/n8n/index.mts';
import { begin, order, runToEnd, type Bench } from '../support/bench.mts';
import { rows } from '../support/rows.mts';
import { openService, withService } from '../support/service.mts';
import { until } from '../../../dev/n8n/until.mts';
import { test } from './test.mts';

const carried = ({ emulator }: Bench, key: string): string[] =>
  emulator
    .requests()
    .filter(({ headers }) => headers.authorization?.includes(key))
    .map(({ method, path }) => `${method} ${path}`);

/** Another account at another address takes the place of the first while a task is waited for. */
async function isEditedMeanwhile(bench: Bench): Promise<void> {
  const { credential, emulator, n8n } = bench;
  const other = await openService(bench);
  const { key: apiKey, url: baseUrl } = other.bench.emulator;
  const waitOptions = { timeoutMinutes: 0.3, pollIntervalSeconds: 1 };
  const id = await begin(
    bench,
    chain('Suite', manualTrigger(), videoNode('Video', order(bench, { waitOptions }), credential)),
  );
  await until('the node waits', () => emulator.requests().some(({ route }) => route === 'status'));
  await n8n.rest.changeCredential(credential, { apiKey, baseUrl });
  const execution = await n8n.rest.finished(id);
  const failure = failureOf(execution);
  assert.match(failure, /authentication: /);
  assert.ok(failure.includes(String(emulator.tasks()[0]?.id)), 'the task is named');
  assert.deepEqual(carried(bench, apiKey), [], 'the new key at the old address');
  assert.deepEqual(carried(other.bench, emulator.key), [], 'the old key at the new address');
  for (const key of [apiKey, emulator.key]) assert.equal(execution.raw.includes(key), false, 'a key is kept');
  await other.close();
}

async function keyOfTheItem({ n8n, emulator }: Bench): Promise<StoredCredential> {
  const data = { apiKey: '={{ $json.key }}', baseUrl: emulator.url };
  return await n8n.rest.createCredential('Key of the item', credentialType, data);
}

/** Nobody pays for another one's video. n8n evaluates a credential for the first item only. */
async function eachPaysForItself(bench: Bench): Promise<void> {
  const { emulator } = bench;
  // Keys that stand in the rows of a workflow are its own data, so no other case looks for them.
  const [first, second] = [emulator.addKey(), emulator.addKey()];
  const parameters = order(bench, { operation: 'create', prompt: '={{ $json.who }}' });
  const video = videoNode('Video', parameters, await keyOfTheItem(bench));
  const two = rows([
    { who: 'first', key: first },
    { who: 'second', key: second },
  ]);
  const { status } = await runToEnd(bench, chain('Suite', manualTrigger(), ...two, video));
  const paid = emulator
    .tasks()
    .map(({ request }) => request.prompt)
    .filter((who) => who === 'second');
  assert.deepEqual(paid, [], 'what the second ordered was paid with the key of the first');
  assert.equal(status, 'error');
  assert.equal(emulator.createAttempts(), 0);
}

async function onePays(bench: Bench): Promise<void> {
  const { emulator } = bench;
  const parameters = order(bench, { operation: 'create' });
  const video = videoNode('Video', parameters, await keyOfTheItem(bench));
  const execution = await runToEnd(
    bench,
    chain('Suite', manualTrigger(), ...rows([{ key: emulator.addKey() }]), video),
  );
  assert.equal(execution.status, 'success', failureOf(execution));
  assert.equal(emulator.createAttempts(), 1);
}

test(
  'a credential that is edited during a wait: the run stops, and no key reaches the other address',
  withService({ script: { end: 'never' } }, isEditedMeanwhile),
);

test(
  "a key by expression with two items: nothing is sent, since one's key would pay for both",
  withService({}, eachPaysForItself),
);

test('a key by expression with one item pays for it', withService({}, onePays));
