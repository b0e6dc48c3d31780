/** A question that its user has not read was not asked: the run ends otherwise while it is being written down. */
import { keyed } from '../support/keyed.mts';
import { held, idsOf, machine, minuteMs } from '../support/machine.mts';
import type { Scene } from '../support/context.mts';
import { flowers } from '../support/flowers.mts';
import { accepted } from '../support/replies.mts';
import { json } from '../support/service.mts';

describe.each<[string, Partial<Scene>, Partial<Scene>]>([
  ['Retry', { parameters: flowers }, { mode: 'retry' }],
  ['production execution with a key', { parameters: { ...keyed(), operation: 'create' } }, {}],
  ['test run', { parameters: flowers, mode: 'manual' }, {}],
])('a %s that was stopped while the database wrote that it asks', (_what, over, next) => {
  test.each([10, 250, 450, 900])('%i ms after it began to write is asked again', async (stopMs) => {
    const { dies, run, fails, process, database, service } = machine(over, async (nth) =>
      nth === 1 ? await held() : json(accepted({ id: `task-${nth}` })),
    );
    await dies();
    const clock = process();
    const stop = new AbortController();
    const { helpers } = database;
    database.helpers = (...node) => {
      const { checkProcessedAndRecord: add, ...others } = helpers.apply(database, node);
      return {
        ...others,
        checkProcessedAndRecord: async (values, scope, options) => {
          if (values.length > 1 || !String(values[0]).endsWith(':asked'))
            return await add(values, scope, options);
          void clock.sleep(stopMs).then(() => stop.abort());
          await clock.sleep(500);
          const known = await add(values, scope, options);
          await clock.sleep(500);
          return known;
        },
      };
    };
    expect(await fails({ ...next, clock, stop: stop.signal })).toMatch(/unknown whether/);
    database.helpers = helpers;
    await clock.pass(minuteMs);
    expect(await fails({ ...next, clock })).toMatch(/unknown whether/);
    expect(service.creates()).toEqual([]);
    expect(idsOf(await run({ ...next, clock }))).toEqual([['task-2', false]]);
  });
});
