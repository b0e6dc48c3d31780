/** Whatever becomes of a task, it is paid for once, and its user learns how it ended. */
import type { INodeParameters } from 'n8n-workflow';
import { retryOnFail } from './cell.mts';
import { breaches } from './laws.mts';
import { ends, type End } from './rows/ends.mts';
import { json, openStage, play, sent, type Seen, type Stage } from './stage.mts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(async () => await stage.emulator.stop());

const waitOptions = { timeoutMinutes: 5 };

const waits: Record<string, INodeParameters> = {
  createAndWait: { operation: 'createAndWait', waitOptions },
  'createAndWait with the file': { operation: 'createAndWait', downloadVideo: true, waitOptions },
  getStatus: { operation: 'getStatus', waitForCompletion: true, waitOptions },
  'createAndWait that returns failures': {
    operation: 'createAndWait',
    waitOptions: { ...waitOptions, onTaskFailure: 'returnTask', onTimeout: 'returnTask' },
  },
};

const cells = ends.flatMap((end) =>
  Object.keys(waits).flatMap((wait) =>
    [false, true].map((retries): [string, string, boolean, End] => [end.what, wait, retries, end]),
  ),
);

async function playEnd(wait: string, retries: boolean, { script }: End): Promise<Seen> {
  const { emulator } = stage;
  const inputs = { prompt: 'Waves', imageUrl: emulator.samplePhotoUrl };
  emulator.fault({ on: 'create', then: { script } });
  const settings = retries ? retryOnFail : {};
  if (wait !== 'getStatus') return await play(stage, { parameters: { ...waits[wait], ...inputs }, settings });
  const { items, tasks } = await play(stage, { parameters: { operation: 'create', ...inputs } });
  const taskId = String(items[0]?.json.taskId);
  return { ...(await play(stage, { parameters: { ...waits[wait], taskId }, settings })), tasks };
}

function isTold({ error }: Seen, { told, says = /./ }: End): void {
  expect(error?.description).toMatch(new RegExp(`^${told}: `));
  expect(error?.message).toMatch(says);
}

function isReturned(seen: Seen, { told }: End): void {
  expect(seen.error).toBeNull();
  const { failure, timedOut, isFailed, isSuccess } = json(seen);
  if (told === 'timeout')
    return expect({ timedOut, isFailed, isSuccess }).toEqual({
      timedOut: true,
      isFailed: false,
      isSuccess: false,
    });
  expect(failure).toMatchObject({ category: told });
  expect({ timedOut, isFailed, isSuccess }).toEqual({ timedOut: false, isFailed: true, isSuccess: false });
}

test.each(cells)('a task that %s | %s | Retry On Fail %s', async (_what, wait, retries, end) => {
  const seen = await playEnd(wait, retries, end);
  const known = seen.tasks.map(({ id }) => id);
  expect([known.length, sent(seen, 'create')]).toEqual([1, wait === 'getStatus' ? 0 : 1]);
  if (end.told === null)
    expect(json(seen)).toMatchObject({ taskId: known[0], isSuccess: true, isFailed: false });
  else if (wait.endsWith('failures')) isReturned(seen, end);
  else isTold(seen, end);
  expect(breaches({ seen, known, key: stage.emulator.key })).toEqual([]);
});
