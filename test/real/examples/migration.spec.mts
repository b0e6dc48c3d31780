/** Whoever comes from another service's API: three workflows of their shapes, moved as docs/migration.md says. */
import assert from 'node:assert/strict';
import type { INodeTypeDescription } from 'n8n-workflow';
import { failureOf, videoNodeType } from '../../../dev/n8n/index.mts';
import { cast } from './casting.mts';
import type { Example } from './example.mts';
import { codesIn, keptIfs, oneNode, ownLoop, readBefore, rowsFor, services, textBefore } from './moving.mts';
import type { Before, Service } from './moving.mts';
import { arrivals, assertEnds, play, toldBy } from './playing.mts';
import { improper } from './refusals.mts';
import type { Stage } from './stage.mts';
import { test } from './test.mts';

/** Rows of what these workflows do not have. */
const notInFiles = ['key', 'model', 'not wanted', 'last frame', 'length', 'webhook'];

async function fitsTheTable(service: Service): Promise<void> {
  const text = await textBefore(service);
  const rows = [...(await rowsFor(service))].filter(([what]) => !notInFiles.includes(what));
  const missing = rows.filter(([, { theirs }]) => {
    const names = codesIn(theirs).map((path) => path.replace(/\[\d\]$/, ''));
    return !names.some((name) => text.includes(name));
  });
  assert.ok(rows.length >= 9, 'the table has its rows');
  assert.deepEqual(missing, []);
}

const formOf = (types: readonly INodeTypeDescription[]): INodeTypeDescription => {
  const form = types.find(({ name }) => name === videoNodeType);
  assert.ok(form, 'n8n knows the node');
  return form;
};

/** Plays it, and counts the videos that it created. */
async function played(stage: Stage, example: Example) {
  const before = stage.emulator.creates();
  const execution = await play(stage, cast(example, stage), 'Start');
  return { execution, creates: stage.emulator.creates() - before };
}

const video = /"video":"https?:[^"]*\.mp4"/;
const reason = /"reason":"The content rules forbid this/;

async function ends(stage: Stage, example: Example): Promise<void> {
  const { emulator } = stage;
  emulator.clearFaults();
  const good = await played(stage, example);
  assertEnds(example, good.execution, { 'Use the video': 1 });
  assert.match(toldBy(good.execution, 'Use the video'), video);
  emulator.fault(improper());
  const bad = await played(stage, example);
  assertEnds(example, bad.execution, { 'Tell the reason': 1 });
  assert.match(toldBy(bad.execution, 'Tell the reason'), reason);
  assert.deepEqual([good.creates, bad.creates], [1, 1]);
  emulator.clearFaults();
}

/** Kling's 5 seconds are refused, so whoever comes from there chooses a length. */
const choosing = (before: Before): Before => {
  const { duration, ...parameters } = before.parameters;
  return { ...before, parameters: duration === '5' ? { ...parameters, duration: 4 } : before.parameters };
};

/** Prompts of their own: an unchanged video would be used again. */
const about = (before: Before, what: string): Before => ({
  ...before,
  parameters: { ...before.parameters, prompt: `${String(before.parameters.prompt)}, ${what}` },
});

/** Where an item goes when the IFs are kept. */
const keptEnds: Record<Service, Record<string, number>> = {
  fal: { Wait: 1 },
  kie: { 'Tell the reason': 1 },
  kling: { Wait: 1 },
};

for (const service of services) {
  test(`the workflow of ${service} has the names that the table has`, () => fitsTheTable(service));

  for (const [way, move] of Object.entries({ 'one node': oneNode, 'its own loop': ownLoop }))
    test(`the workflow of ${service}, moved to ${way}, ends with the video, or with the reason`, async ({
      stage,
      nodeTypes,
    }) => {
      const before = await readBefore(service, formOf(nodeTypes));
      await ends(stage, move(about(choosing(before), way)));
    });

  test(`the IFs of ${service} misjudge a finished video, as the page warns`, async ({ stage, nodeTypes }) => {
    stage.emulator.clearFaults();
    const before = about(choosing(await readBefore(service, formOf(nodeTypes))), 'kept');
    const example = keptIfs(before);
    const { execution, creates } = await played(stage, example);
    assert.deepEqual([arrivals(example, execution), creates], [keptEnds[service], 1]);
  });
}

test("Kling's 5 seconds are refused free of charge, with what is allowed", async ({ stage, nodeTypes }) => {
  const before = await readBefore('kling', formOf(nodeTypes));
  const { execution, creates } = await played(stage, oneNode(before));
  assert.match(failureOf(execution), /Duration is "5", but Veo 3\.1 Lite .*allows 4, 6 or 8/);
  assert.equal(creates, 0);
});
