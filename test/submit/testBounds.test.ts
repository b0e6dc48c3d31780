/** What the process remembers of test runs: bounded by size and age, and never at the cost of a run under way. */
import { flowers } from '../support/context.mts';
import { editor } from '../support/editor.mts';
import { VirtualClock } from '../support/clock.mts';
import { dropOldTestRuns, TestRuns } from '../../nodes/AiHubMaxVeo/submit/testRuns';

const waves = (count: number) => Array.from({ length: count }, (_none, at) => ({ prompt: `Wave ${at}` }));

test.each([506, 600])('%i unchanged items are paid for once', async (count) => {
  const { run, service } = editor();
  for (let runs = 0; runs < 3; runs++) await run({ items: waves(count) });
  expect(service.creates()).toHaveLength(count);
});

test('two workflows of 300 items, tested in turn, are 600 creates', async () => {
  const { run, service } = editor();
  for (const workflowId of ['a', 'b', 'a', 'b']) await run({ items: waves(300), workflowId });
  expect(service.creates()).toHaveLength(600);
});

const hour = 3_600_000;
const print = (text: string) => ({ text, versions: [] });
/** Eight of them are more than the eight megabytes, estimated. */
const large = { urls: { image: ['x'.repeat(1_010_000)] } };

function shelf(clock = new VirtualClock()) {
  const open = (execution: string) => new TestRuns(clock, execution);
  /** Orders that were created by one run, which ends. */
  function created(execution: string, texts: string[], sent: object = large): TestRuns {
    const run = open(execution);
    for (const text of texts) {
      const order = run.begin(print(text), false);
      order.submitting(sent as typeof large);
      order.accepted(`task-${text}`);
    }
    return run;
  }
  const known = (texts: string[]): string[] => {
    const run = open('reader');
    const found = texts.filter((text) => run.count(print(text), 1) > 0);
    run.close();
    return found;
  };
  return { clock, open, created, known };
}

const letters = [...'abcdefghij'];

test('beyond eight megabytes the oldest orders make room', () => {
  const { created, known } = shelf();
  for (const text of letters) created(`run-${text}`, [text]).close();
  expect(known(letters)).toEqual(letters.slice(3));
});

test('what a run under way has created or asked for is never dropped: what does not fit is not remembered, and counted', () => {
  const { created, open, known } = shelf();
  created('first', ['a', 'b']).close();
  const running = open('second');
  running.count(print('a'), 1);
  const other = created('third', letters.slice(2));
  expect(other.forgotten).toBe(2);
  expect(known(letters)).toEqual(['a', ...letters.slice(2, 8)]);
  running.close();
  other.close();
  created('fourth', ['k']).close();
  expect(known(['a', 'c', 'k'])).toEqual(['c', 'k']);
});

test('the hint says how many orders were not remembered', async () => {
  const url = `https://example.com/${'x'.repeat(8_000)}`;
  const items = Array.from({ length: 960 }, (_none, at) => ({ imageUrl: `${url}/${at}`, prompt: 'Waves' }));
  const hints: string[] = [];
  const { run, service } = editor({ items });
  await run({ hints });
  expect(hints.join(' ')).toMatch(/ \d+ videos were not remembered for later test runs: too many\./);
  const forgotten = Number(/(\d+) videos were not/.exec(hints.join(' '))?.[1]);
  await run();
  expect(service.creates()).toHaveLength(960 + forgotten);
});

test('an order under way is not dropped for its size', () => {
  const { created, open } = shelf();
  const running = open('first');
  const order = running.begin(print('mine'), false);
  running.close();
  created('second', letters);
  const found = open('third').take(print('mine'));
  expect(found).toBe(order);
});

test('after a day an order is given back by any run of the node', async () => {
  const { clock, created, open } = shelf();
  const first = created('first', letters.slice(0, 7));
  first.close();
  await clock.pass(24 * hour + 1);
  dropOldTestRuns(clock);
  // There is room for as many again, and nothing else had to go.
  const second = created('second', letters.slice(0, 7));
  expect(second.forgotten).toBe(0);
  expect(open('third').take(print('a'))?.taskId).toBe('task-a');
});

test.each(['getStatus', 'check', 'getCredits'])(
  '%s gives back what is old, even to a run that asks for it',
  async (operation) => {
    const { run, clock } = editor({ parameters: flowers });
    const { created, open } = shelf(clock);
    created('first', letters.slice(0, 7)).close();
    const asking = open('second');
    for (const text of letters) asking.count(print(text), 1);
    await clock.pass(24 * hour + 1);
    const parameters = { ...flowers, operation, taskId: 'task-1' };
    await run({ parameters, mode: 'webhook', continueOnFail: true });
    expect(created('third', letters.slice(0, 7)).forgotten).toBe(0);
  },
);

test('an equal order is taken once by each execution, from the execution that used it last', () => {
  const { open, created } = shelf();
  created('first', ['a', 'a'], { urls: {} }).close();
  const second = open('second');
  const taken = [second.take(print('a')), second.take(print('a')), second.take(print('a'))];
  expect(taken.map((order) => order?.taskId)).toEqual(['task-a', 'task-a', undefined]);
  expect(taken[0]).not.toBe(taken[1]);
  const own = second.begin(print('a'), false);
  own.accepted('task-third');
  const third = open('third');
  expect([1, 2, 3].map(() => third.take(print('a')))).toEqual([taken[0], taken[1], own]);
});

test('contents that nobody knows may be the same, and are known from then on', () => {
  const { open } = shelf();
  const of = (...versions: (string | null)[]) => ({ text: 'a', versions });
  open('first').begin(of('one', null), false).accepted('task-1');
  expect(open('second').take(of('other', null))).toBeNull();
  expect(open('third').take(of(null, 'two'))?.taskId).toBe('task-1');
  expect(open('fourth').take(of('one', 'three'))).toBeNull();
  expect(open('fifth').take(of('one', 'two'))?.taskId).toBe('task-1');
});

test('ten thousand equal orders hold nobody up', () => {
  const { created, open } = shelf();
  const all = Array.from({ length: 10_000 }, () => 'a');
  expect(created('first', all, { urls: {} }).forgotten).toBe(0);
  const second = open('second');
  const taken = new Set(all.map((text) => second.count(print(text), 1) && second.take(print(text))));
  expect(taken.size).toBe(10_000);
});
