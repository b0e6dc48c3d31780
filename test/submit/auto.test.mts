/** Aspect Ratio Auto: the order is the one that was asked for, however its image is measured the next time. */
import { png } from '../support/binaries.mts';
import { execute, flowers, type Scene } from '../support/context.mts';
import { editor } from '../support/editor.mts';
import { accepted, completed } from '../support/replies.mts';
import { askedFor, fakeService, json } from '../support/service.mts';

const parameters = { ...flowers, aspectRatio: 'auto' };

/** An image of 720 x 1280, whose host is silent after the first request. */
function silentAfterOne() {
  let opened = 0;
  return fakeService({
    create: (_request, nth) => json(accepted({ id: `task-${nth + 1}` })),
    look: (request) => json(completed({ id: askedFor(request) })),
    file: { body: 'a video' },
    other: () => (++opened > 1 ? { code: 'ETIMEDOUT' } : { body: png(720, 1280) }),
  });
}

const ratioOf = ([item]: Awaited<ReturnType<typeof execute>>): unknown =>
  (item?.json.request as Record<string, unknown>).aspect_ratio;

test.each<[string, Partial<Scene>, Partial<Scene>]>([
  ['the next test run', { mode: 'manual', executionId: 'one' }, { mode: 'manual', executionId: 'two' }],
  ['Retry On Fail', {}, {}],
  ['a Retry by a person', {}, { mode: 'retry', executionId: 'two' }],
  ["an agent's second call", { isTool: true }, { isTool: true, runIndex: 1 }],
])('%s finds the order, and shows the shape that was sent', async (_who, first, then) => {
  const service = silentAfterOne();
  const { run } = editor({ service, parameters, mode: 'trigger', memory: {}, executionId: 'one' });
  const own = () => (first.mode === 'manual' ? { memory: {} } : {});
  expect(ratioOf(await run({ ...first, ...own() }))).toBe('9:16');
  const [item] = [await run({ ...then, ...own() })].flat();
  expect(item?.json).toMatchObject({ taskId: 'task-1', resumed: true, request: { aspect_ratio: '9:16' } });
  expect(service.creates()).toHaveLength(1);
});

test('the shape that was sent says what the order costs', async () => {
  const service = silentAfterOne();
  const limited = { ...parameters, batching: { maxCredits: 4 } };
  const { run } = editor({ service, mode: 'trigger' });
  await run({ parameters });
  await expect(run({ parameters: { ...limited, aspectRatio: '9:16' } })).rejects.toThrow(/Max Credits is 4/);
  expect(service.creates()).toHaveLength(1);
});
