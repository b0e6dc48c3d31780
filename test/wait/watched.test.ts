/** Completed, but the link is not there yet: not done, not failed, and not forever. */
import { completed, pending, processing, taskId, videoUrl, withoutVideo } from '../support/replies.mts';
import { minutes, rules, scene, taskOf, type Eyes } from '../support/watch.mts';
import type { Watched } from '../../nodes/AiHubMaxVeo/wait/watched';

async function waited(eyes: Eyes, given: Watched['rules'] = rules()) {
  const place = scene(eyes);
  const end = await place.clock.run(place.watch.until(taskId, given, taskOf(pending())));
  return { ...place, end };
}

test.each([
  ['null', withoutVideo()],
  ['an empty list', withoutVideo({ results: [] })],
  ['a list without a link', withoutVideo({ results: [{}], progress: 100 })],
])('results that are %s are looked at again a moment later', async (_what, reply) => {
  const { end, looks } = await waited((_look, nth) => (nth === 0 ? reply : completed()));
  expect(end.task).toMatchObject({ videoUrls: [videoUrl], failure: null });
  expect((looks[1]?.atMs ?? 0) - (looks[0]?.atMs ?? 0)).toBeLessThanOrEqual(5_000);
});

test('while only the link is missing no refresh is asked for', async () => {
  // api-contract.md 3.4: a look without sync_upstream usually has the link.
  const { looks } = await waited((_look, nth) => (nth < 3 ? withoutVideo() : completed()));
  expect(looks.map(({ sync }) => sync)).toEqual([false, false, false, false]);
});

test('a task without a link for two minutes has failed, and says so', async () => {
  const { end, looks } = await waited(() => withoutVideo());
  const first = looks[0]?.atMs ?? 0;
  const last = looks[looks.length - 1]?.atMs ?? 0;
  expect(end.timedOut).toBe(false);
  expect(end.task?.failure).toMatchObject({
    code: 'completed_without_video',
    category: 'completed_without_video',
  });
  expect(last - first).toBeGreaterThanOrEqual(120_000);
  expect(last - first).toBeLessThanOrEqual(125_000);
  expect(looks.length).toBeLessThanOrEqual(65);
});

test('a video that an earlier wait has seen, and that is gone since, is waited for no longer than one that never came', async () => {
  let isGone = false;
  const { watch, clock } = scene(() => (isGone ? withoutVideo() : completed()));
  await clock.run(watch.until(taskId, rules()));
  isGone = true;
  const end = await clock.run(watch.until(taskId, rules()));
  expect(end.task?.failure).toMatchObject({ code: 'completed_without_video' });
  expect([end.timedOut, Math.round(end.elapsedMs / minutes)]).toEqual([false, 2]);
});

test('the two minutes begin anew when the task was at work in between', async () => {
  const { end } = await waited(({ atMs }, nth) => {
    if (atMs > 240_000) return completed();
    return nth === 3 ? processing(90) : withoutVideo();
  });
  expect(end.task?.failure?.code ?? 'none').toBe('completed_without_video');
  const { end: later } = await waited(({ atMs }) => {
    if (atMs >= 200_000) return completed();
    return atMs >= 100_000 && atMs < 110_000 ? processing(90) : withoutVideo();
  });
  expect(later.task?.failure).toBeNull();
});

test('a deadline within the two minutes is kept', async () => {
  const { end } = await waited(() => withoutVideo(), rules({ timeoutMs: 60_000 }));
  expect(end.timedOut).toBe(true);
  expect(Math.round(end.elapsedMs / 1_000)).toBe(60);
  expect(end.task?.failure).toBeNull();
});
