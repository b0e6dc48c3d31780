/** An order that is written down, and not sent any more: the run ends, by a failure or by Stop, while the database writes. */
import type { INodeParameters } from 'n8n-workflow';
import { flowers } from '../support/flowers.mts';
import { idsOf, machine, prompts } from '../support/machine.mts';
import { accepted } from '../support/replies.mts';
import { json } from '../support/service.mts';

const orders = prompts(6);
const refused = 'Item 1';
const parameters = { ...flowers, batching: { maxConcurrentTasks: 3 } };
const moments = Array.from({ length: 21 }, (_none, nth) => nth * 50);

/** Each call of the database takes two tenths of a second; one create is refused so many milliseconds after it was sent. */
function slowlyWritten(items: INodeParameters[], refusedMs: number | null) {
  let isRefused = refusedMs !== null;
  const all = machine({ items, parameters }, async (made) => {
    const sent = all.service.creates().at(-1)?.body as { prompt?: string } | undefined;
    if (!isRefused || sent?.prompt !== refused) return json(accepted({ id: `task-${made}` }));
    isRefused = false;
    await clock.sleep(refusedMs ?? 0);
    return json({ error: { message: 'No' } }, 400);
  });
  const clock = all.process();
  all.database.pause = async () => await clock.sleep(100);
  const own = { clock, memory: {} };
  return {
    ...all,
    ...own,
    fails: async () => await all.fails(own),
    run: async (more: object) => new Set(idsOf(await all.run({ ...own, ...more })).map(([id]) => id)).size,
  };
}

describe.each([
  ['an order', orders],
  ['an order with a key', orders.map((order) => ({ ...order, options: { orderKey: order.prompt } }))],
])('%s that was not sent any more is not asked about, and sent by the Retry', (_what, items) => {
  test.each(moments)('another was refused after %i ms', async (refusedMs) => {
    const { run, fails, retries, service } = slowlyWritten(items, refusedMs);
    expect(await fails()).toMatch(/No/);
    expect([await run(retries), service.creates().length]).toEqual([6, 7]);
  });

  test.each(moments)('Stop came after %i ms', async (stopMs) => {
    const { run, retries, clock, service } = slowlyWritten(items, null);
    const stop = new AbortController();
    clock.at(stopMs, () => stop.abort());
    await run({ stop: stop.signal }).catch(() => undefined);
    await clock.pass(5_000);
    expect([await run(retries), service.creates().length]).toEqual([6, 6]);
  });
});
