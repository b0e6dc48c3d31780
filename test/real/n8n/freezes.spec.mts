/** Inputs that nobody means, and that must not stop n8n for everybody. */
import assert from 'node:assert/strict';
import type { INodeParameters } from 'n8n-workflow';
import { credentialType, failureOf } from '../../../dev/n8n/index.mts';
import { execute, order, type Bench } from '../support/bench.mts';
import { withService } from '../support/service.mts';
import { Pulse } from '../support/pulse.mts';
import { test } from './test.mts';

const boundMs = 1_000;

interface Odd {
  readonly changes?: INodeParameters;
  /** In place of the service's own; nothing may be sent to it. */
  readonly baseUrl?: string;
  readonly told: RegExp;
}

/** Plays it while n8n is asked ten times a second. */
const leavesN8nFree = (odd: Odd) => async (bench: Bench) => {
  const { n8n, emulator } = bench;
  const data = { apiKey: emulator.key, baseUrl: odd.baseUrl ?? emulator.url };
  const credential = await n8n.rest.createCredential('Odd', credentialType, data);
  const pulse = new Pulse(n8n, 100);
  const execution = await execute({ ...bench, credential }, order(bench, odd.changes)).finally(() =>
    pulse.stop(),
  );
  assert.ok(pulse.maxAnswerMs < boundMs, `one answer took ${Math.round(pulse.maxAnswerMs)} ms`);
  const told = failureOf(execution);
  assert.match(told, odd.told);
  assert.ok(told.length < 2_000, `the error has ${told.length} characters`);
  assert.equal(emulator.createAttempts(), 0);
};

const told = /invalid_request: /;
/** Far away, so that the node asks itself whether a URL can be reached from there. Nobody answers. */
const baseUrl = 'https://api.example.com';
const many = (text: string): string => text.repeat(200_000);

const inputs: readonly (readonly [what: string, odd: Odd])[] = [
  ['a URL of 200 KB of dots', { changes: { imageUrl: `https://${many('.')}x/photo.jpg` }, baseUrl, told }],
  ['a long URL', { changes: { imageUrl: `https://example.com/${many('.')}x` }, told }],
  ['a task ID of 1 MB', { changes: { operation: 'getStatus', taskId: many('abc/.') }, told }],
  [
    'a base URL of 200 KB of slashes',
    { baseUrl: `https://example.com${many('/')}x`, told: /(invalid_request|authentication): / },
  ],
];

for (const [what, odd] of inputs)
  test(`${what} is refused, and n8n answers meanwhile`, withService({}, leavesN8nFree(odd)));
