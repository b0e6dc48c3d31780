/** Get Status again and again within one execution, as a loop does: the looks know of each other. */
import { VirtualClock } from '../support/clock.mts';
import { execute } from '../support/context.mts';
import { completed, created, processing, taskId, withoutVideo } from '../support/replies.mts';
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

test('a video that was there and is gone is missing two minutes later, and its link keeps its end where it comes back', async () => {
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
    [true, undefined],
    [false, end],
  ]);
});

test('a clock that was set back does not make a missing video wait for longer', async () => {
  const memory = {};
  const ends: unknown[] = [];
  for (const clock of [new VirtualClock(), new VirtualClock(created * 1000 - hour)])
    for (let pass = 1; pass <= 3; pass++) {
      const service = fakeService({ look: json(withoutVideo()) });
      const [item] = await execute({ service, parameters, memory, clock });
      ends.push(item?.json.isFailed);
      await clock.run(clock.sleep(50_000));
    }
  expect(ends).toEqual([false, false, false, false, false, false]);
  const clock = new VirtualClock(created * 1000 - hour + 150_000);
  const [item] = await execute({
    service: fakeService({ look: json(withoutVideo()) }),
    parameters,
    memory,
    clock,
  });
  expect(item?.json.isFailed).toBe(true);
});

const hour = 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString();
const lifetime = 24 * hour;

/** When the link ends, after looks that lie so far apart. */
async function expiryAfter(replies: object[], apartMs: number, firstAfterMs = 0) {
  const memory = {};
  const clock = new VirtualClock();
  await clock.run(clock.sleep(firstAfterMs));
  let expiresAt: unknown;
  for (const reply of replies) {
    const service = fakeService({ look: json(reply) });
    expiresAt = (await execute({ service, parameters, memory, clock }))[0]?.json.expiresAt;
    await clock.run(clock.sleep(apartMs));
  }
  return expiresAt;
}

test('of a video whose end nobody watched the link is promised for a day after the task was created', async () => {
  expect(await expiryAfter([completed()], 0, 20 * hour)).toBe(iso(created * 1000 + lifetime));
  expect(await expiryAfter([processing(50), completed()], 10 * hour)).toBe(iso(created * 1000 + lifetime));
});

test('of a video whose end was watched the link is promised for a day after it', async () => {
  const minute = 60_000;
  expect(await expiryAfter([processing(50), completed()], minute, hour)).toBe(
    iso(created * 1000 + hour + minute + lifetime),
  );
});

test('a clock of the service that is ahead promises nothing longer', async () => {
  const early = completed({ created: created + 5 * 3600 });
  expect(await expiryAfter([early], 0)).toBe(iso(created * 1000 + lifetime));
});

test('a task that does not say when it was created counts from the look', async () => {
  expect(await expiryAfter([completed({ created: undefined })], 0, hour)).toBe(
    iso(created * 1000 + hour + lifetime),
  );
});

test.each(['__proto__', 'constructor', 'toString'])(
  'a task that is called %s is a task like any other',
  async (id) => {
    let memory: Record<string, unknown> = {};
    const clock = new VirtualClock();
    const service = fakeService({ look: json(withoutVideo({ id })) });
    const scene = { service, parameters: { ...parameters, taskId: id }, clock };
    const ends: unknown[] = [];
    for (let pass = 1; pass <= 3; pass++) {
      const [item] = await execute({ ...scene, memory });
      // As n8n saves and loads it.
      memory = JSON.parse(JSON.stringify(memory)) as Record<string, unknown>;
      ends.push(item?.json.isFailed);
      await clock.run(clock.sleep(65_000));
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(ends).toEqual([false, false, true]);
  },
);
