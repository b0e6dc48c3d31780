/** Whole runs around a crash, while something else goes on: another execution, or a database that goes away. */
import { held, idsOf, machine } from '../support/machine.mts';

test('a Retry that asks about one order asks nothing on behalf of another that is under way', async () => {
  const { run, fails, dies, retries, finish, process } = machine({}, (nth) => (nth === 2 ? held() : null));
  finish();
  await run();
  const clock = process();
  await dies({ clock });
  expect(await fails({ ...retries, clock })).toMatch(/^Task task-1 was created for the same request/);
  // Both executions are gone, and of the second nobody was asked yet.
  expect(await fails(retries)).toMatch(/^The same request was sent before/);
  expect(idsOf(await run(retries))).toEqual([['task-3', false]]);
});

test.each(['retry', 'manual'] as const)(
  'wherever the database goes away while a %s asks it, the task is resumed or made anew, and nobody is asked',
  async (mode) => {
    const ends = new Set<unknown>();
    for (let calls = 0; calls < 24; calls++) {
      const { dies, run, finish, database } = machine();
      await dies({ mode: mode === 'manual' ? 'manual' : 'trigger' });
      finish();
      let left = calls;
      // Each call waits twice.
      database.pause = async () => void (left-- <= 0 && (database.broken = new Error('connection refused')));
      const [item] = await run({ mode });
      expect(item?.isSuccess).toBe(true);
      ends.add(item?.taskId);
    }
    expect(ends).toEqual(new Set(['task-1', 'task-2']));
  },
);
