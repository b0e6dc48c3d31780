/** Stories drawn at random, on n8n's own engine: however the faults fall, money, tasks and the key are safe. */
import fc from 'fast-check';
import {
  crashStories,
  keyedCrashStories,
  keyedStories,
  stories,
  testStories,
  toolStories,
} from './random/draw.mts';
import type { TestStory } from './random/draw.mts';
import { brokenInCrashes } from './random/crashes.mts';
import { broken } from './random/laws.mts';
import { tell } from './random/tell.mts';
import { brokenInTests } from './random/testRuns.mts';
import { brokenInTools } from './random/toolCalls.mts';

/** `STORIES=4000 npx jest test/faults/random` plays more of them; .ci/run plays 200, the nightly run 4,000. */
const numRuns = Number(process.env.STORIES ?? 30);
/** Slow machines play fewer stories rather than none. */
const limits = { numRuns, interruptAfterTimeLimit: 400 * numRuns };

test(
  'a story of faults never pays twice, loses a task or leaks the key',
  async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => expect(broken(await tell(story))).toEqual([])),
      limits,
    );
  },
  800 * numRuns,
);

test.each([
  ['in test runs an unchanged order is charged once', testStories],
  ['in production the order of a key is charged once', keyedStories],
])(
  '%s, whatever is stopped, lost or goes on side by side',
  async (_what, drawn: fc.Arbitrary<TestStory>) => {
    await fc.assert(
      fc.asyncProperty(drawn, async (story) => expect(await brokenInTests(story)).toEqual([])),
      // Each is several executions long.
      { ...limits, numRuns: Math.ceil(numRuns / 3) },
    );
  },
  800 * numRuns,
);

test(
  'what an agent asks for again within ten minutes is charged once, and it is told so',
  async () => {
    await fc.assert(
      fc.asyncProperty(toolStories, async (story) => expect(await brokenInTools(story)).toEqual([])),
      { ...limits, numRuns: Math.ceil(numRuns / 3) },
    );
  },
  800 * numRuns,
);

test.each([
  ['nothing is charged twice without a word', crashStories],
  ['nothing that has a key is charged twice without a word', keyedCrashStories],
])(
  'however often n8n dies, %s',
  async (_what, drawn) => {
    await fc.assert(
      fc.asyncProperty(drawn, async (story) => expect(await brokenInCrashes(story)).toEqual([])),
      limits,
    );
  },
  800 * numRuns,
);
