/** An agent, or a client of MCP, that repeats a call with an Order Key: it presses on by itself, and its key must not pay for that. */
import { keyed, keyedMachine } from '../support/keyed.mts';
import { idsOf, minuteMs } from '../support/machine.mts';
import { completed, failed } from '../support/replies.mts';
import { json, type Reaction } from '../support/service.mts';

/** Each call is an execution of its own; the first task ends as `end` says. */
function tool(end: typeof completed, answer: Reaction | null = null) {
  const all = keyedMachine({ isEngineTool: true }, (nth) => (nth === 1 ? answer : null));
  all.looks.of = (id) => json((id === 'task-1' ? end : completed)({ id }));
  const clock = all.process();
  const call = async (own: Parameters<typeof all.run>[0] = {}) =>
    await all.run({ clock, memory: {}, ...own });
  return { ...all, clock, call };
}

test('a task that has failed is told each time for ten minutes, and then its key is free', async () => {
  const { call, clock, service } = tool(failed);
  for (let nth = 0; nth < 4; nth++) expect((await call())[0]?.error).toMatch(/task-1/);
  expect(service.creates()).toHaveLength(1);
  await clock.pass(10 * minuteMs);
  expect(idsOf(await call())).toEqual([['task-2', false]]);
});

test('an unknown outcome is told each time for ten minutes, and then its key is free', async () => {
  const { call, clock, service } = tool(completed, { status: 500, body: 'gateway down' });
  await call();
  for (let nth = 0; nth < 3; nth++)
    expect(await call()).toEqual([
      {
        charged: 'no',
        error:
          'A create with Order Key "A-1" was sent at 2026-11-22 10:13 UTC, and it is unknown whether it was accepted',
        message:
          'submission_unknown: Nothing was sent now. Ask the user to check the usage on AIHubMax first. Another key is another video.',
      },
    ]);
  expect(service.creates()).toHaveLength(1);
  await clock.pass(10 * minuteMs);
  expect(idsOf(await call())).toEqual([['task-2', false]]);
});

test('another request is another video once the first has failed', async () => {
  const { call, service } = tool(failed);
  await call();
  const calmer = { parameters: keyed('A-1', { prompt: 'A calmer one' }) };
  expect(idsOf(await call(calmer))).toEqual([['task-2', false]]);
  expect(service.creates()).toHaveLength(2);
});
