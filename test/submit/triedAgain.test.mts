/** Retry On Fail, after a crash: one try could not read all that the database keeps, the next one can. */
import { idsOf, machine, minuteMs, prompts } from '../support/machine.mts';

describe.each(['retry', 'manual'] as const)(
  'in mode %s a second try finds what the first was not told',
  (mode) => {
    test.each([13, 15, 17, 19])('since wait %i of it had no end', async (nth) => {
      const { dies, run, fails, finish, process, database, service } = machine({ mode });
      await dies({ items: prompts(2) });
      finish();
      const own = { mode, clock: process(), memory: {}, step: {}, executionId: 'tried-again' };
      let calls = 0;
      database.pause = async () => void (++calls === nth && (await own.clock.sleep(11_000)));
      const [first = {}] = prompts(2);
      expect(await fails({ ...own, items: [first, { prompt: '' }] })).toMatch(/Prompt/);
      database.pause = async () => undefined;
      await own.clock.pass(minuteMs);
      expect(idsOf(await run({ ...own, items: prompts(2) }))).toEqual([
        ['task-1', true],
        ['task-2', true],
      ]);
      expect(service.creates()).toEqual([]);
    });
  },
);
