import assert from 'node:assert/strict';
import type { INodeParameters } from 'n8n-workflow';
import { failureOf, Pulse } from '../index.mts';
import { execute, order, type Bench, type BenchCase } from './bench.mts';
import { withService } from './service.mts';

const boundMs = 1_000;

/** Plays it while n8n is asked ten times a second. */
const leavesN8nFree = (changes: INodeParameters, failure: RegExp) => async (bench: Bench) => {
  const pulse = new Pulse(bench.n8n, 100);
  const execution = await execute(bench, order(bench, changes)).finally(() => pulse.stop());
  assert.ok(pulse.longestMs < boundMs, `one answer took ${Math.round(pulse.longestMs)} ms`);
  const told = failureOf(execution);
  assert.match(told, failure);
  assert.ok(told.length < 2_000, `the error has ${told.length} characters`);
  assert.equal(bench.emulator.createAttempts(), 0);
};

const invalid = /invalid_request: /;

/** Inputs that nobody means, and that must not stop n8n for everybody. */
export const freezeCases: readonly BenchCase[] = [
  {
    says: 'a URL of 200 KB of dots is refused, and n8n answers meanwhile',
    check: withService(
      {},
      leavesN8nFree({ imageUrl: `https://example.com/${'.'.repeat(200_000)}` }, invalid),
    ),
  },
  {
    says: 'a URL whose host has 200 KB of dots is refused, and n8n answers meanwhile',
    check: withService({}, leavesN8nFree({ imageUrl: `https://a${'.'.repeat(200_000)}/x.jpg` }, invalid)),
  },
  {
    says: 'a task ID of 1 MB is refused, and n8n answers meanwhile',
    check: withService(
      {},
      leavesN8nFree({ operation: 'getStatus', taskId: `${'a/'.repeat(500_000)}` }, invalid),
    ),
  },
];
