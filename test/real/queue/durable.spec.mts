/** The example that is made to survive everything, in queue mode. */
import { outlives } from '../support/durable.mts';
import { test } from './test.mts';
import { allDie, allRun } from './workers.mts';

test('main, workers and Redis killed in the Wait of durable-video: five items come out with their videos, five creates', async ({
  bench,
}) => {
  const { meanwhile, check } = await outlives(bench);
  meanwhile?.();
  await allDie(bench);
  await allRun(bench);
  await check();
});
