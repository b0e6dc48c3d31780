/** Stories drawn at random, on n8n's own engine: however the faults fall, money, tasks and the key are safe. */
import { stories, toolStories } from './random/draw.mts';
import { broken } from './random/laws.mts';
import { aThird, holdsIn, limitMs } from './random/play.mts';
import { tell } from './random/tell.mts';
import { brokenInTools } from './random/toolCalls.mts';

test(
  'a story of faults never pays twice, loses a task or leaks the key',
  holdsIn(stories, async (story) => broken(await tell(story))),
  limitMs,
);

test(
  'what an agent asks for again within ten minutes is charged once, and it is told so',
  holdsIn(toolStories, brokenInTools, aThird),
  limitMs,
);
