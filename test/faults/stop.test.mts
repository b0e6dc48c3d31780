/** Stop, pressed while a request or a wait is under way, with Retry On Fail on: n8n calls the node once more, which sends nothing. */
import type { Fault, RequestRecord } from '../../dev/emulator/index.mts';
import { picture, retryOnFail } from './cell.mts';
import { breaches } from './laws.mts';
import { openStage, play, type Seen, type Stage } from './stage.mts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});

// A create goes on after Stop until it is answered, or has hung for long enough.
afterEach(async () => {
  while (stage.clock.busy > 0) await new Promise((resolve) => setTimeout(resolve, 20));
});

afterAll(async () => await stage.emulator.stop());

interface Moment {
  on: RequestRecord['route'];
  /** Which request of that kind Stop meets. */
  nth: number;
  /** What the request gets besides; the usual answer when absent. */
  then?: Fault;
  /** Stop is pressed this much later than the request arrives: in the wait that follows it. */
  laterMs?: number;
  /** Tasks that are made. */
  made: number;
}

const moments: Array<[string, Moment]> = [
  ['a create that is never answered', { on: 'create', nth: 1, then: { hang: true }, made: 0 }],
  [
    'a create that was accepted',
    { on: 'create', nth: 1, then: { accepted: true, hang: true, status: 200 }, made: 1 },
  ],
  ['a create as it is answered', { on: 'create', nth: 1, made: 1 }],
  [
    'the wait after a refusal for too many requests',
    { on: 'create', nth: 1, then: { status: 429, retryAfter: 60 }, laterMs: 5_000, made: 0 },
  ],
  ['an upload', { on: 'upload', nth: 1, then: { hang: true }, made: 0 }],
  ['the first look', { on: 'status', nth: 1, made: 1 }],
  ['a look that is never answered', { on: 'status', nth: 2, then: { hang: true }, made: 1 }],
  [
    'the wait after a look that failed',
    { on: 'status', nth: 1, then: { status: 503, retryAfter: 30 }, laterMs: 5_000, made: 1 },
  ],
  ['a download', { on: 'result', nth: 1, then: { stall: true }, made: 1 }],
  ['the wait between two looks', { on: 'status', nth: 1, laterMs: 2_000, made: 1 }],
  ['the wait for another download', { on: 'result', nth: 1, then: { status: 500 }, laterMs: 1_500, made: 1 }],
];

/** In real time: what a create that hangs is given after Stop. */
const patienceMs = 1_000;

/** How far everything was when Stop was pressed. */
interface Before {
  requests: number;
  /** Calls of n8n's helpers, which refuse by themselves what comes after Stop: the node must not even try. */
  begun: number;
  atMs: number;
}

async function stoppedAt({ on, nth, then, laterMs = 0 }: Moment): Promise<{ seen: Seen; before: Before }> {
  const { emulator, clock } = stage;
  const first = emulator.requests().length;
  let before: Before = { requests: 0, begun: 0, atMs: 0 };
  let press = () => {};
  const pressNow = () => {
    before = { requests: emulator.requests().length - first, begun: clock.begun, atMs: clock.now() };
    press();
  };
  let met = 0;
  const match = () => {
    met += 1;
    if (met !== nth) return false;
    if (laterMs === 0) pressNow();
    else void clock.sleep(laterMs).then(pressNow);
    return then !== undefined;
  };
  emulator.fault({ on, match, then: then ?? {} });
  const seen = await play(stage, {
    ...((then?.hang || then?.stall) && { patienceMs }),
    parameters: { operation: 'createAndWait', downloadVideo: true, prompt: 'Waves', imageSource: 'binary' },
    items: [{ json: {}, binary: picture(`${on}-${nth}.png`) }],
    settings: retryOnFail,
    stopAfter: (stop) => void (press = stop),
  });
  // Whatever still slept has woken by then.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const requests = emulator.requests().slice(first);
  return { seen: { ...seen, requests }, before };
}

test.each(moments)('after Stop during %s nothing more is sent', async (_when, moment) => {
  const { seen, before } = await stoppedAt(moment);
  expect([seen.requests.length, stage.clock.begun]).toEqual([before.requests, before.begun]);
  expect(before.requests).toBeGreaterThan(0);
  // A wait is cut into slices of a second.
  expect(stage.clock.now() - before.atMs).toBeLessThanOrEqual(1_000);
  expect(seen.tasks.length).toBe(moment.made);
  expect(seen.items).toEqual([]);
  expect(seen.status).toBe('canceled');
  expect(breaches({ seen: { ...seen, error: null }, known: [], key: stage.emulator.key })).toEqual([]);
});
