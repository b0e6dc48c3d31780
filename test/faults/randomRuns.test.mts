/** Stories drawn at random of several executions, on n8n's own engine. */
import { keyedStories, testStories } from './random/draw.mts';
import { aThird, holdsIn, limitMs } from './random/play.mts';
import { brokenInTests } from './random/testRuns.mts';

test(
  'in test runs an unchanged order is charged once, whatever is stopped, lost or goes on side by side',
  holdsIn(testStories, brokenInTests, aThird),
  limitMs,
);

test(
  'in production the order of a key is charged once, whatever is stopped, lost or goes on side by side',
  holdsIn(keyedStories, brokenInTests, aThird),
  limitMs,
);
