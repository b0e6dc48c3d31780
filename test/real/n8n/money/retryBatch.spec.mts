/** What has long ended says nothing about how long the next takes. */
import assert from 'node:assert/strict';
import { chain, failureOf, manualTrigger, videoNode, type Execution } from '../../../../dev/n8n/index.mts';
import { jsonOf, order, runToEnd, type Bench } from '../../support/bench.mts';
import { rows } from '../../support/rows.mts';
import { withService } from '../../support/service.mts';
import { test } from '../test.mts';

const items = 20;
const refused = 'Waves 10';
const withinMs = 30_000;

/** As of a batch that somebody retries after lunch: the service says that the tasks are an hour old. */
const anHourAgo = { now: () => Date.now() - 3_600_000 };

const durationMs = ({ data }: Execution): number =>
  data.resultData.runData.Video?.at(-1)?.executionTime ?? Infinity;

/** One refusal in the middle ends the run; its Retry makes what is missing as quickly as the first run did. */
async function goesOn(bench: Bench): Promise<void> {
  const { emulator, n8n } = bench;
  const error = { message: 'Not now' };
  emulator.fault({ on: 'create', match: { body: { prompt: refused } }, then: { status: 400, error } });
  const prompts = Array.from({ length: items }, (_row, index) => ({ prompt: `Waves ${index}` }));
  const parameters = order(bench, { prompt: '={{ $json.prompt }}', waitOptions: {} });
  const video = videoNode('Video', parameters, bench.credential);
  const first = await runToEnd(bench, chain('Suite', manualTrigger(), ...rows(prompts), video));
  assert.match(failureOf(first), /Not now/);
  const done = emulator.creates();
  assert.ok(done >= 10 && done < items, `${done} tasks before the Retry`);
  const second = await n8n.rest.finished((await n8n.rest.retry(first.id)).id);
  const resumed = jsonOf(second, 'Video').filter((item) => item.resumed === true);
  assert.deepEqual([resumed.length, emulator.creates()], [done, items]);
  assert.ok(durationMs(second) < withinMs, `the Retry took ${durationMs(second)} ms`);
}

test(
  `Retry by hand: a batch of ${items} that one refusal ended is finished within ${withinMs / 1000} s, paid once`,
  withService({ clock: anHourAgo }, goesOn),
);
