/** How stories drawn at random are played. */
import fc from 'fast-check';

/** `STORIES=4000 npx jest test/faults/random` plays more of them; .ci/run plays 200, the nightly run 4,000. */
const numRuns = Number(process.env.STORIES ?? 5);

/** The same stories at every run: what is right must not fail by chance. `SEED` draws others, as the nightly run does. */
const seed = Number(process.env.SEED ?? 1);

/** For one test, in ms: also few stories get the time that a busy machine may need for the first of them. */
export const limitMs = Math.max(60_000, 800 * numRuns);

/** A test that draws stories and plays them; `brokenIn` gives a sentence for every breach. `share`: of the usual number of them. */
export const holdsIn =
  <Story,>(drawn: fc.Arbitrary<Story>, brokenIn: (story: Story) => Promise<string[]>, share = 1) =>
  async (): Promise<void> =>
    await fc.assert(
      fc.asyncProperty(drawn, async (story) => expect(await brokenIn(story)).toEqual([])),
      // Slow machines play fewer stories rather than none.
      { seed, numRuns: Math.ceil(numRuns * share), interruptAfterTimeLimit: limitMs / 2 },
    );

/** Each is several executions long. */
export const aThird = 1 / 3;
