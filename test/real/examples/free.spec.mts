/** The files as they are, without a single credential. */
import assert from 'node:assert/strict';
import { readExample } from './example.mts';
import { assertEnds, play } from './playing.mts';
import type { Stage } from './stage.mts';
import { test } from './test.mts';

/** File, trigger, and where the samples lead. */
const walks: readonly [file: string, trigger: string, ends: Record<string, number>][] = [
  ['photo-to-video.json', 'Start', { 'Make the video': 1 }],
  ['create-then-wait.json', 'Start', { 'Wait for the video': 1 }],
  ['http-request-loop.json', 'Start', { 'Download the video': 1 }],
  ['http-request-replaced.json', 'Start', { 'Create the video': 1 }],
  ['restart-safe-loop.json', 'Start', { 'Use the video': 1 }],
  ['sheet-factory.json', 'Every hour', { 'Row: done': 2 }],
  ['telegram-photo-to-video.json', 'A photo arrives', { 'Send the video': 1 }],
  ['daily-short.json', 'Every morning', { 'Put it on YouTube': 1 }],
  ['form-to-video-api.json', 'Upload an image', { 'Show the task ID': 1 }],
  ['form-to-video-api.json', 'Somebody asks', { Answer: 1 }],
  ['agent.json', 'Chat', { Agent: 1 }],
  ['product-factory.json', 'Start', { 'Row: done': 2 }],
  ['collector.json', 'Every hour', { 'Row: task ID': 1 }],
  ['collector.json', 'Every two minutes', { 'Row: done': 1 }],
  ['spend-book.json', 'Every hour', { 'Row in the book': 2, 'Use the video': 1, 'Tell a person': 1 }],
  ['rescue.json', 'A workflow failed', { 'Tell: saved': 1 }],
  ['long-video.json', 'Start', { 'Use the video': 1 }],
  ['durable-video.json', 'Items come in', { Result: 1 }],
  ['call-durable-video.json', 'Start', { 'Use the videos': 2 }],
];

async function walk(
  stage: Stage,
  file: string,
  trigger: string,
  ends: Record<string, number>,
): Promise<void> {
  const before = stage.emulator.requests().length;
  const example = await readExample(file);
  assertEnds(example, await play(stage, example, trigger), ends);
  assert.equal(stage.emulator.requests().length, before, 'requests to the service');
}

for (const [file, trigger, ends] of walks)
  test(`${file} can be looked at for free, from "${trigger}"`, ({ stage }) =>
    walk(stage, file, trigger, ends));
