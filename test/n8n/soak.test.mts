/** The account of a soak: what every create became, and what would be a fault. */
import { accountOf, paceOf } from '../real/soak/account.mts';

const made = (id: string, prompt = id, isLost = false) => ({ id, prompt, isLost });
const line = (id: string) => `info | AIHubMax created task ${id} (workflow "Soak")`;

test('a task is accounted for by an item or by a log line', () => {
  const told = { logs: line('task-2'), executions: ['{"taskId":"task-1"}'] };
  expect(accountOf([made('task-1'), made('task-2')], told)).toMatchObject({
    ...{ tasks: 2, inItems: 1, inLogs: 1, lost: 0 },
    ...{ unnamed: [], doubled: [], repeated: [] },
  });
});

test('a task that nothing names is a fault, unless its answer was lost', () => {
  const told = { logs: '', executions: [] };
  expect(accountOf([made('task-1'), made('task-2', 'b', true)], told)).toMatchObject({
    lost: 1,
    unnamed: ['task-1'],
  });
});

test('two tasks for one item are a fault, and two lines for one task', () => {
  const told = { logs: `${line('task-1')}\n${line('task-1')}`, executions: ['task-2'] };
  expect(accountOf([made('task-1', 'same'), made('task-2', 'same')], told)).toMatchObject({
    doubled: ['same'],
    repeated: ['task-1'],
  });
});

test('the pace is the busiest second and the checks of a task', () => {
  const requests = [0, 10, 990, 1000, 5000].map((at) => ({ route: at === 0 ? 'create' : 'status', at }));
  expect(paceOf(requests, 2)).toEqual({ requests: 5, busiestSecond: 3, checksPerTask: 2 });
  expect(paceOf([], 0)).toEqual({ requests: 0, busiestSecond: 0, checksPerTask: 0 });
});
