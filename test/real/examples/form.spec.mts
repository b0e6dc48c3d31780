/** The form as a visitor's browser sees it, and the address as an app does. */
import assert from 'node:assert/strict';
import { until } from '../../../dev/n8n/until.mts';
import { cast } from './casting.mts';
import { readExample } from './example.mts';
import { aMoment, submit } from './form.mts';
import { importExample } from './playing.mts';
import type { Stage } from './stage.mts';
import { test } from './test.mts';

const prompt = 'The flowers sway in the wind';

/** Publishes the workflow when that has not been done yet. */
async function publish(stage: Stage): Promise<void> {
  const { rest, url } = stage.n8n;
  const path = `${url}/form/new-video`;
  if ((await fetch(path)).status !== 404) return;
  await rest.activate(await importExample(stage, cast(await readExample('form-to-video-api.json'), stage)));
  await until('the form', async () => (await fetch(path)).status !== 404, aMoment);
}

async function ask(
  { n8n }: Stage,
  taskId: string,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${n8n.url}/webhook/video-status?taskId=${taskId}`);
  return { status: answer.status, body: await answer.json() };
}

async function ordersAndTells(stage: Stage): Promise<void> {
  stage.emulator.clearFaults();
  await publish(stage);
  const page = await submit(stage, 'new-video', prompt);
  const [taskId] = /task-unified-[\w-]+/.exec(page) ?? [];
  assert.ok(taskId, 'the page names the task');
  assert.equal(stage.emulator.tasks().at(-1)?.request.prompt, prompt);
  const { body } = await until(
    'the video',
    async () => {
      const answer = await ask(stage, taskId);
      return answer.body.videoUrl ? answer : undefined;
    },
    aMoment,
  );
  assert.equal(body.status, 'completed');
}

async function tellsWhyNot(stage: Stage): Promise<void> {
  await publish(stage);
  const error = { code: 'insufficient_quota', message: 'The balance is used up' };
  stage.emulator.fault({ on: 'create', then: { status: 402, error } });
  const page = await submit(stage, 'new-video', prompt);
  assert.match(page, /The video was not started/);
  assert.match(page, /The balance is used up/);
}

async function knowsNoSuchVideo(stage: Stage): Promise<void> {
  await publish(stage);
  const { status, body } = await ask(stage, 'task-unified-1-unknown');
  assert.equal(status, 404);
  assert.match(String(body.reason), /task-unified-1-unknown/);
}

test('form-to-video-api.json takes an image, and tells the status of its video', ({ stage }) =>
  ordersAndTells(stage));

test('form-to-video-api.json shows why a video was not started', ({ stage }) => tellsWhyNot(stage));

test('form-to-video-api.json answers 404 about a task that does not exist', ({ stage }) =>
  knowsNoSuchVideo(stage));
