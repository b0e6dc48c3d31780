/** What no task can be called is no ID: the outcome of such a create is unknown, and nothing keeps or logs what was sent. */
import { operations } from '../../nodes/AiHubMaxVeo/operations';
import { execute as executeNode } from '../../nodes/AiHubMaxVeo/run/execute';
import { VirtualClock } from '../support/clock.mts';
import { fakeContext, flowers } from '../support/context.mts';
import { accepted } from '../support/replies.mts';
import { fakeService, json } from '../support/service.mts';

async function created(id: unknown, over: object = {}) {
  const lines: string[] = [];
  const memory = {};
  const service = fakeService({ create: json({ ...accepted({ id }), ...over }) });
  const context = fakeContext({ service, parameters: flowers, memory, continueOnFail: true });
  context.logger.info = (line: string) => void lines.push(line);
  const clock = new VirtualClock();
  const [[item] = []] = await clock.run(executeNode(context, { operations, continueOnFail: true, clock }));
  return { json: item?.json, lines, memory: JSON.stringify(memory), creates: service.creates().length };
}

test.each<[string, unknown]>([
  ['several lines', 'task-1\n2026-01-01 | info | AIHubMax created task task-forged'],
  ['an escape sequence', 'task-1\u001b[2J'],
  ['a right-to-left override', 'task-\u202e1'],
  ['another line separator', 'task-1\u2028task-2'],
  ['spaces', 'task 1'],
  ['half a letter', 'task\ud800'],
  ['a megabyte', 'x'.repeat(1_000_000)],
  ['513 characters', 'x'.repeat(513)],
  ['a way out of its path', '../account'],
  ['an object', { id: 'task-1' }],
])('an ID of %s leaves the outcome unknown', async (_what, id) => {
  const { json: item, lines, memory, creates } = await created(id);
  expect(item?.message).toMatch(/^submission_unknown: /);
  expect(String(item?.error)).toMatch(/names no task: \{"id":/);
  expect(String(item?.error).length).toBeLessThan(600);
  expect(JSON.stringify(item)).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
  expect({ lines, creates, isKept: /task-1|xxx|forged/.test(memory) }).toEqual({
    lines: [],
    creates: 1,
    isKept: false,
  });
});

test.each(['x'.repeat(512), 'task-unified-1795342400-k3v9x2qa', 'video:7/part=2', '{7}'.slice(1, 2)])(
  'the ID %s is kept',
  async (id) => {
    const { json: item, lines } = await created(id);
    expect([item?.taskId, lines.length]).toEqual([id, 1]);
  },
);
