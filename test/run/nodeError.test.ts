/** A batch that one item ends: what the user does about the others comes first, and the error stays small. */
import type { NodeOperationError } from 'n8n-workflow';
import { failing, flowers } from '../support/context.mts';
import { accepted } from '../support/replies.mts';
import { apiError, fakeService, json } from '../support/service.mts';

/** As long as the vendor's IDs are. */
const idOf = (nth: number) => `task-unified-1795340000-${String(nth).padStart(16, '0')}`;

/** So many tasks are created, one after the other; then a create is refused. */
async function endedAfter(count: number, status = 422): Promise<NodeOperationError> {
  const service = fakeService({
    create: (_request, nth) =>
      nth < count ? json(accepted({ id: idOf(nth) })) : apiError(status, 'No channel'),
  });
  const items = Array.from({ length: count + 1 }, (_item, nth) => ({ prompt: `Waves ${nth}` }));
  const parameters = { ...flowers, batching: { maxConcurrentTasks: 1 } };
  return (await failing({ service, parameters, items })) as NodeOperationError;
}

const stored = ({ message, ...error }: NodeOperationError) => JSON.stringify({ ...error, message });

test('with one item there is nothing else to speak of', async () => {
  const { description, context } = await endedAfter(0);
  expect(description).not.toMatch(/Executions|Task IDs/);
  expect(context).not.toHaveProperty('paidTasks');
});

test('first comes what to do, now and the next time; the IDs come last', async () => {
  const { description, context } = await endedAfter(9);
  expect(description).toMatch(/^invalid_request: .+already paid for 9 other tasks\..+Executions → Retry/);
  expect(description).toMatch(/Settings → On Error → Continue\. Task IDs: .+\.$/);
  expect(String(description).indexOf('On Error')).toBeLessThan(String(description).indexOf(idOf(0)));
  expect(context.paidTasks).toEqual(Array.from({ length: 9 }, (_id, nth) => idOf(nth)));
});

test('of one other task it is spoken as of one', async () => {
  const { description } = await endedAfter(1);
  expect(description).toMatch(/paid for 1 other task\. To get it: /);
});

test('an unknown outcome of another item is told too', async () => {
  const { description } = await endedAfter(2, 500);
  expect(description).toMatch(/^submission_unknown: .*already paid for 2 other tasks/);
  expect(description).not.toMatch(/0 other requests|accepted \d+ other/);
});

test('300 paid tasks are all named for programs, and the stored error stays below 20 KB', async () => {
  const error = await endedAfter(300);
  expect(error.context.paidTasks).toHaveLength(300);
  expect(error.description).toMatch(/ and 2\d\d more \(n8n's log has all of them\)\.$/);
  expect(stored(error).length).toBeLessThan(20_000);
});

test('thousands of paid tasks make no larger error: it says how many there are', async () => {
  const error = await endedAfter(3_000);
  expect(error.context).toMatchObject({ paidTaskCount: 3_000 });
  expect(stored(error).length).toBeLessThan(20_000);
});
