/** Create and Wait in the five modes, from the trigger to ffprobe's verdict. */
import assert from 'node:assert/strict';
import type { INodeParameters } from 'n8n-workflow';
import { chain, manualTrigger, videoNode } from '../../../../dev/n8n/index.mts';
import { execute, onlyItem, order, runToEnd, type Bench } from '../../support/bench.mts';
import { fetchFile } from '../media/nodes.mts';
import { assertDelivered } from './facts.mts';
import { cheapest, orders } from './orders.mts';
import { test } from '../test.mts';

const extension: INodeParameters = {
  ...{ operation: 'createAndWait', mode: 'extend', model: 'fast', generateAudio: true },
  ...{ prompt: 'The fog lifts', aspectRatio: '16:9', waitOptions: { pollIntervalSeconds: 1 } },
};
const extended = { width: 1280, height: 720, seconds: 7, hasAudio: true };

async function extendsTask(bench: Bench): Promise<void> {
  const { taskId, videoUrl } = onlyItem(await execute(bench, order(bench, cheapest())));
  const execution = await execute(bench, {
    ...extension,
    videoSource: 'taskId',
    sourceTaskId: String(taskId),
  });
  const { request } = await assertDelivered(execution, extended);
  assert.equal((request as { video_url: string }).video_url, videoUrl);
}

async function extendsFile(bench: Bench): Promise<void> {
  const { videoUrl } = onlyItem(await execute(bench, order(bench, cheapest())));
  const parameters = { ...extension, videoSource: 'binary', videoBinaryProperty: 'data' };
  const video = videoNode('Video', parameters, bench.credential);
  const draft = chain('Suite', manualTrigger(), fetchFile(String(videoUrl)), video);
  const { request } = await assertDelivered(await runToEnd(bench, draft), extended);
  assert.match((request as { video_url: string }).video_url, /\/uploads\//);
}

async function costsOneCreate(bench: Bench): Promise<void> {
  const before = bench.emulator.createAttempts();
  onlyItem(await execute(bench, order(bench, cheapest())));
  assert.equal(bench.emulator.createAttempts() - before, 1);
}

for (const { says, parameters, expected } of orders)
  test(says, async ({ bench }) => {
    const execution = await execute(bench, order(bench, parameters(bench.emulator)));
    await assertDelivered(execution, expected);
  });

test('extend: the task of an earlier run goes on for 7 seconds', ({ bench }) => extendsTask(bench));

test('extend: a video in a binary field goes on for 7 seconds', ({ bench }) => extendsFile(bench));

test('one execution sends one create', ({ bench }) => costsOneCreate(bench));
