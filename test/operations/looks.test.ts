/** Get Status again and again within one execution, as a loop does: the looks know of each other. */
import { VirtualClock } from '../support/clock.mts';
import { execute } from '../support/context.mts';
import { completed, taskId, withoutVideo } from '../support/replies.mts';
import { fakeService, json } from '../support/service.mts';

const parameters = { operation: 'getStatus', taskId };

test('a link lasts from the first look that saw it, however often the same execution looks', async () => {
  const memory = {};
  const clock = new VirtualClock();
  const scene = { service: fakeService({ look: json(completed()) }), parameters, memory, clock };
  const [first] = await execute(scene);
  await clock.run(clock.sleep(3_600_000));
  const [later] = await execute(scene);
  expect(later?.json.expiresAt).toBe(first?.json.expiresAt);
});

test('looks one by one find out as well that a video does not come any more', async () => {
  const memory = {};
  const clock = new VirtualClock();
  const scene = { service: fakeService({ look: json(withoutVideo()) }), parameters, memory, clock };
  const ends: unknown[] = [];
  for (let pass = 1; pass <= 3; pass++) {
    ends.push((await execute(scene))[0]?.json.isFailed);
    await clock.run(clock.sleep(65_000));
  }
  expect(ends).toEqual([false, false, true]);
  expect((await execute(scene))[0]?.json.failure).toMatchObject({ code: 'completed_without_video' });
});

test('a video that was there is not missing later, and its link keeps its end', async () => {
  const memory = {};
  const clock = new VirtualClock();
  const seen: unknown[] = [];
  for (const reply of [completed(), withoutVideo(), withoutVideo(), completed()]) {
    const [item] = await execute({ service: fakeService({ look: json(reply) }), parameters, memory, clock });
    seen.push([item?.json.isFailed, item?.json.expiresAt]);
    await clock.run(clock.sleep(3_600_000));
  }
  const end = '2026-11-23T10:13:20.000Z';
  expect(seen).toEqual([
    [false, end],
    [false, undefined],
    [false, undefined],
    [false, end],
  ]);
});
