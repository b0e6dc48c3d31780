/** The examples at work: with the local API, and twins for third parties. */
import assert from 'node:assert/strict';
import { cast } from './casting.mts';
import { readExample } from './example.mts';
import { assertEnds, play, toldBy } from './playing.mts';
import { assertSamples } from './samples.mts';
import type { Stage } from './stage.mts';
import { plainStories } from './plainStories.mts';
import { productStories } from './productStories.mts';
import { serviceStories } from './serviceStories.mts';
import type { Story } from './story.mts';
import { test } from './test.mts';

async function tell(stage: Stage, story: Story): Promise<void> {
  const { emulator } = stage;
  const { file, trigger, ends, faults = [], tells = {} } = story;
  emulator.clearFaults();
  for (const rule of faults) emulator.fault(rule);
  const before = emulator.creates();
  const original = await readExample(file);
  const example = { ...original, pinData: { ...original.pinData, ...story.samples } };
  const execution = await play(stage, cast(example, stage, story.twins), trigger);
  assertEnds(example, execution, ends);
  assert.equal(emulator.creates() - before, story.orders, 'videos ordered');
  for (const [node, words] of Object.entries(tells)) assert.match(toldBy(execution, node), words);
  if (faults.length === 0) assertSamples(example, execution);
}

for (const story of [...plainStories, ...serviceStories, ...productStories])
  test(`${story.file} ends where it should when ${story.when}`, ({ stage }) => tell(stage, story));
