/** Stories drawn at random in which n8n dies, on n8n's own engine. */
import { brokenInCrashes } from './random/crashes.mts';
import { crashStories, keyedCrashStories } from './random/draw.mts';
import { holdsIn, limitMs } from './random/play.mts';

test(
  'however often n8n dies, nothing is charged twice without a word',
  holdsIn(crashStories, brokenInCrashes),
  limitMs,
);

test(
  'however often n8n dies, nothing that has a key is charged twice without a word',
  holdsIn(keyedCrashStories, brokenInCrashes),
  limitMs,
);
