/** What n8n's editor does with a value that no longer fits. */
import assert from 'node:assert/strict';
import type { INodeParameters } from 'n8n-workflow';
import { expect } from '@playwright/test';
import { keep, openNode, type Bench } from './bench.mts';
import { test } from './test.mts';

const lite = 'lite';
const filled = { prompt: 'A lake', imageUrl: 'https://example.com/a.jpg' };
const inCollections = {
  options: { seed: 7 },
  batching: { maxCredits: 50 },
  waitOptions: { timeoutMinutes: 30 },
};

interface Switch {
  readonly says: string;
  readonly from: INodeParameters;
  /** What the user picks, one after the other. */
  readonly picks: readonly (readonly [name: string, label: string])[];
  /** What fields show afterwards. */
  readonly then: Readonly<Record<string, string>>;
}

const switches: readonly Switch[] = [
  {
    says: 'a switched mode keeps the variant',
    from: { model: lite, resolution: '720p', duration: 4 },
    picks: [['mode', 'Text to Video']],
    then: { model: 'Veo 3.1 Lite', resolution: '720p', duration: '4 Seconds' },
  },
  {
    says: 'a model without 4K takes 4K back',
    from: { model: 'standard', resolution: '4k', duration: 8 },
    picks: [['model', 'Veo 3.1 Lite']],
    then: { resolution: '720p', duration: '8 Seconds' },
  },
  {
    says: 'a mode without Lite falls to Fast, and Lite is back on the way back',
    from: {},
    picks: [
      ['mode', 'Reference to Video'],
      ['mode', 'Image to Video'],
    ],
    then: { model: 'Veo 3.1 Lite', resolution: '720p', duration: '4 Seconds' },
  },
  {
    says: 'Extend without Lite shows Fast',
    from: {},
    picks: [['mode', 'Extend']],
    then: { model: 'Veo 3.1 Fast' },
  },
  {
    says: 'a resolution takes back the duration that it rules out',
    from: { model: lite, resolution: '720p', duration: 4 },
    picks: [['resolution', '1080p']],
    then: { duration: '8 Seconds' },
  },
  {
    says: 'a mode of always 8 seconds takes 4 back',
    from: { duration: 4 },
    picks: [['mode', 'Reference to Video']],
    then: { duration: '8 Seconds' },
  },
  {
    says: 'another operation keeps options and the spending limit',
    from: inCollections,
    picks: [['operation', 'Create']],
    then: { seed: '7', maxCredits: '50' },
  },
];

async function leavesNothingRed(bench: Bench, { from, picks, then }: Switch): Promise<void> {
  await openNode(bench, { ...filled, ...from });
  for (const [name, label] of picks) await bench.form.choose(name, label);
  await expect(async () => {
    const fields = await bench.form.fields();
    const shown = Object.fromEntries(fields.map(({ name, shows }) => [name, shows]));
    assert.deepEqual(Object.fromEntries(Object.keys(then).map((name) => [name, shown[name]])), then);
    const red = fields.filter(({ name, isRed }) => isRed && !/Urls?$/.test(name));
    assert.deepEqual(red, [], 'only a picture that is still missing may be red');
  }).toPass();
}

for (const each of switches)
  test(each.says, async ({ bench }) => {
    await leavesNothingRed(bench, each);
    await keep(bench, `switch ${each.says}`);
  });
