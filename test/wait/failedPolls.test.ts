/** Looks that bring nothing: what may pass is waited out, what will not ends the wait, and the task is always named. */
import { categories } from '../../nodes/AiHubMaxVeo/catalogue/failures';
import { laterFailureOf } from '../support/failure.mts';
import { completed, pending, processing, taskId, videoUrl } from '../support/replies.mts';
import { minutes, refused, rules, scene, taskOf, trouble, type Eyes, type Scene } from '../support/watch.mts';

const unknownTask = refused({ category: 'invalid_request', message: 'No such task', httpStatus: 404 });

/** Right after a create, which has told of the task. */
const afterCreate = ({ watch }: Scene) => watch.until(taskId, rules(), taskOf(pending()));

const waited = async (eyes: Eyes) => {
  const place = scene(eyes);
  const end = await place.clock.run(afterCreate(place));
  return { ...place, end };
};

const broken = async (eyes: Eyes, start = afterCreate) => {
  const place = scene(eyes);
  const failure = await place.clock.run(laterFailureOf(start(place)));
  return { ...place, failure };
};

test('trouble that passes costs nothing but time', async () => {
  const { end, clock } = await waited((_look, nth) => (nth < 5 ? trouble() : completed()));
  expect(end).toMatchObject({ timedOut: false, lastFailure: null, task: { videoUrls: [videoUrl] } });
  expect(clock.elapsedMs).toBeLessThanOrEqual(2 * minutes);
});

test('trouble in a row is met with longer and longer pauses, half a minute at most', async () => {
  const { looks } = await waited(() => trouble());
  const pauses = looks.slice(1).map(({ atMs }, index) => atMs - (looks[index]?.atMs ?? 0));
  expect(pauses.slice(0, 5)).toEqual([...pauses.slice(0, 5)].sort((one, other) => one - other));
  expect(Math.max(...pauses)).toBeLessThanOrEqual(35_000);
  expect(looks.length).toBeLessThanOrEqual(60);
});

test('trouble until the deadline ends the wait there, with the reason and the task as last known', async () => {
  const { end } = await waited(({ atMs }) => (atMs < 60_000 ? processing(40) : trouble()));
  expect(end).toMatchObject({ timedOut: true, lastFailure: 'The service stumbled', task: { progress: 40 } });
});

test('a pause that the service asks for is kept', async () => {
  const { looks } = await waited((_look, nth) => (nth === 0 ? trouble({}, 25_000) : completed()));
  expect((looks[1]?.atMs ?? 0) - (looks[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(25_000);
});

test('no pause that the service asks for outlasts the deadline', async () => {
  const { end } = await waited(() => trouble({}, 86_400_000));
  expect(end.timedOut).toBe(true);
  expect(Math.round(end.elapsedMs / minutes)).toBe(15);
});

test('trouble that will not pass ends the wait at once, and names the task', async () => {
  const { failure, looks } = await broken(() => refused());
  expect(failure).toEqual({
    taskId,
    category: 'authentication',
    code: 'authentication',
    message: 'Invalid API key',
    httpStatus: 401,
    ...categories.authentication,
  });
  expect(looks).toHaveLength(1);
});

test('a task that was just created may be unknown for some seconds', async () => {
  const { end } = await waited(({ atMs }) => (atMs < 20_000 ? unknownTask : completed()));
  expect(end.task?.videoUrls).toEqual([videoUrl]);
});

test('a task that stays unknown ends the wait within a minute or so', async () => {
  const { failure, clock } = await broken(() => unknownTask);
  expect(failure).toMatchObject({ taskId, httpStatus: 404, message: 'No such task' });
  expect(clock.elapsedMs).toBeLessThanOrEqual(70_000);
});

test('a task that was seen may be unknown for half a minute at any time, each time anew', async () => {
  const gaps = [20_000, 300_000, 600_000];
  const isGap = (atMs: number) => gaps.some((fromMs) => atMs >= fromMs && atMs < fromMs + 20_000);
  const { end } = await waited(({ atMs }) => {
    if (isGap(atMs)) return unknownTask;
    return atMs < 650_000 ? processing(40) : completed();
  });
  expect(end.task?.videoUrls).toEqual([videoUrl]);
});

test('a task that is gone in the middle of a wait ends it half a minute later', async () => {
  const { failure, clock } = await broken(({ atMs }) => (atMs < 300_000 ? processing(40) : unknownTask));
  expect(failure).toMatchObject({ taskId, httpStatus: 404, message: 'No such task' });
  expect(clock.elapsedMs).toBeGreaterThanOrEqual(330_000);
  expect(clock.elapsedMs).toBeLessThanOrEqual(360_000);
});

test('an ID that a user typed wrongly gets no such patience', async () => {
  const { failure, looks } = await broken(
    () => unknownTask,
    ({ watch }) => watch.until(taskId, rules()),
  );
  expect(failure).toMatchObject({ taskId, httpStatus: 404 });
  expect(looks).toHaveLength(1);
});

test('a defect while looking ends the wait and names the task', async () => {
  const { failure } = await broken(() => {
    throw new TypeError('undefined is not a function');
  });
  expect(failure).toMatchObject({ taskId, message: 'undefined is not a function' });
});
