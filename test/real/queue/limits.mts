/** Many creates from several processes against one limit of the API. */
import assert from 'node:assert/strict';
import { chain, videoNode } from '../../../dev/n8n/index.mts';
import { jsonOf } from '../support/bench.mts';
import { callPublished, publish, webhookTrigger } from '../support/production.mts';
import { rows } from '../support/rows.mts';
import { until } from '../../../dev/n8n/until.mts';
import { type QueueBench } from './bench.mts';
import { withOwnService } from '../support/service.mts';

/** Sixty tasks from six executions on two workers against one a second, burst five. */
function bearsRateLimits(retryAfter: string | undefined): (bench: QueueBench) => Promise<void> {
  return async (bench) => {
    const { emulator, n8n } = bench;
    const waves = Array.from({ length: 10 }, (_row, nth) => ({ n: nth }));
    const inputs = {
      operation: 'create',
      prompt: '={{ "Wave " + $json.n }}',
      imageUrl: emulator.samplePhotoUrl,
    };
    const draft = chain(
      'Limits',
      webhookTrigger(),
      ...rows(waves),
      videoNode('Video', inputs, bench.credential),
    );
    const workflow = await publish(bench, draft);
    limited(bench, retryAfter);
    const began = performance.now();
    const ids = [];
    for (let run = 0; run < 6; run++) ids.push(await callPublished(bench, workflow));
    await until('all executions', async () => (await n8n.rest.executionsOf(workflow)).length === 6);
    for (const { id } of await n8n.rest.executionsOf(workflow))
      assert.equal(jsonOf(await n8n.rest.finished(id, 240_000), 'Video').length, 10);
    const seconds = (performance.now() - began) / 1000;
    assert.equal(emulator.creates(), 60);
    const refused = emulator.createAttempts() - 60;
    assert.ok(refused < 60, `${refused} were refused`);
    assert.ok(seconds < 1.5 * 55 + 10, `it took ${seconds.toFixed(0)} s, ideal 55`);
  };
}

/** One create a second, five at once: whatever comes sooner is refused. */
function limited({ emulator }: QueueBench, retryAfter: string | undefined): void {
  let tokens = 5;
  let filledAt = performance.now();
  const isTooMuch = () => {
    const now = performance.now();
    tokens = Math.min(5, tokens + (now - filledAt) / 1000);
    filledAt = now;
    if (tokens < 1) return true;
    tokens -= 1;
    return false;
  };
  const error = { code: 'rate_limit_exceeded', message: 'Too many requests' };
  emulator.fault({ on: 'create', times: 0, match: isTooMuch, then: { status: 429, error, retryAfter } });
}

/** By what Retry-After a refusal comes with. */
export const rateLimits = {
  limit1: withOwnService({}, bearsRateLimits('1')),
  limit2: withOwnService({}, bearsRateLimits('2')),
  limitNone: withOwnService({}, bearsRateLimits(undefined)),
};
