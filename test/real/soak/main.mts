/** `npm run soak -- --minutes 30 [--queue]`: batches without an end, random faults, Stops and kills; then every create is accounted for. */
import { setTimeout as sleep } from 'node:timers/promises';
import { chances } from '../../support/chances.mts';
import { alarmsIn } from '../support/alarms.mts';
import { accountOf, paceOf, type Made } from './account.mts';
import { readSoakPlan } from './plan.mts';
import { isFlat, told, Vitals } from './vitals.mts';
import { logsOf, processesOf, untilQuiet, withWorld, type World } from './world.mts';

const say = console.log;
const plan = readSoakPlan(process.argv.slice(2));
const chance = chances(plan.seed);
const vitals = new Vitals();
/** When a process had died, in ms since the epoch. */
const diedAt: number[] = [];
const counts = { calls: 0, items: 0, stops: 0, kills: 0 };

/** What goes wrong, how often in a hundred requests of its kind. */
function stumbling({ emulator }: World): void {
  const often = (percent: number) => () => chance() * 100 < percent;
  const refusal = { code: 'content_policy_violation', message: 'Not this' };
  emulator.fault({ on: 'create', times: 0, match: often(3), then: { status: 503, accepted: true } });
  emulator.fault({ on: 'create', times: 0, match: often(3), then: { status: 400, error: refusal } });
  emulator.fault({ on: 'create', times: 0, match: often(5), then: { status: 429, retryAfter: '1' } });
  emulator.fault({ on: 'create', times: 0, match: often(4), then: { script: { end: 'failed' } } });
  emulator.fault({ on: 'status', times: 0, match: often(3), then: { status: 502 } });
  emulator.fault({ on: 'status', times: 0, match: often(1), then: { reset: true } });
}

async function call({ n8n, workflows }: World): Promise<void> {
  const workflow = workflows[Math.floor(chance() * workflows.length)];
  const path = workflow?.nodes.find(({ name }) => name === 'Start')?.parameters.path;
  const prompts = Array.from({ length: 1 + Math.floor(chance() * 4) }, () => crypto.randomUUID());
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ prompts }),
  };
  const answer = await fetch(`${n8n.url}/webhook/${String(path)}`, init).catch(() => undefined);
  if (!answer?.ok) return;
  counts.calls += 1;
  counts.items += prompts.length;
}

/** Presses Stop on one of the executions that run. */
async function stop({ n8n: { rest }, workflows }: World): Promise<void> {
  const [workflow] = workflows;
  if (!workflow) return;
  const running = (await rest.executionsOf(workflow)).filter(({ status }) => status === 'running');
  const one = running[Math.floor(chance() * running.length)];
  if (!one) return;
  await rest.stop(one.id).catch(() => undefined);
  counts.stops += 1;
}

/** kill -9 of a worker, or of n8n where it is one process; or a deploy, which is SIGTERM. */
async function kill({ n8n, queue }: World): Promise<void> {
  counts.kills += 1;
  const isDeploy = chance() < 0.5;
  const worker = queue?.workers[Math.floor(chance() * queue.workers.length)];
  const { process } = worker ?? n8n;
  // What shuts down for too long is killed in the end.
  await (isDeploy ? process.stop() : process.kill());
  diedAt.push(Date.now());
  await (worker ? worker.restart() : n8n.restart());
}

async function lookAt(world: World): Promise<void> {
  const living = processesOf(world).filter((each) => each.isServing());
  await Promise.all(living.map(async ({ pid }) => await vitals.look(pid)));
}

async function play(world: World): Promise<void> {
  const { minutes } = plan;
  const began = Date.now();
  const end = began + minutes * 60_000;
  // The last third is left in peace, so that what runs may end.
  const lastKill = began + minutes * 60_000 * 0.6;
  let nextKill = began + Math.min(40_000, (lastKill - began) / 2);
  let nextLook = began;
  while (Date.now() < end) {
    if (Date.now() > nextLook) {
      await lookAt(world);
      nextLook = Date.now() + 10_000;
    }
    await call(world);
    if (chance() < 0.05) await stop(world).catch(() => undefined);
    if (Date.now() > nextKill && Date.now() < lastKill) {
      await kill(world);
      nextKill = Date.now() + 60_000 + chance() * 60_000;
    }
    await sleep(600 + chance() * 800);
  }
}

/** An answer can arrive in the very moment of a kill, and nothing is left of it. Tasks are dated in whole seconds. */
const diedWith = (createdMs: number): boolean =>
  diedAt.some((at) => at >= createdMs && at - createdMs < 2_000);

/** A create whose answer did not say which task was made, or came to a process that was gone. */
function madeOf({ emulator }: World): Made[] {
  const creates = emulator.requests().filter(({ route, taskId }) => route === 'create' && taskId);
  const answered = new Set(
    creates
      .filter(({ outcome, status }) => outcome === 'answered' && status === 200)
      .map(({ taskId }) => taskId),
  );
  return emulator.tasks().map(({ id, request, createdAt }) => ({
    id,
    prompt: String(request.prompt),
    isLost: !answered.has(id) || diedWith(Date.parse(createdAt)),
  }));
}

/** A task of four seconds is checked at three, and every two seconds from then on. */
const maxChecksPerTask = 4;

async function soak(world: World): Promise<boolean> {
  stumbling(world);
  await play(world);
  world.emulator.clearFaults();
  const ids = await untilQuiet(world, diedAt.at(-1));
  const executions: string[] = [];
  for (const id of ids)
    executions.push((await world.n8n.rest.execution(id).catch(() => undefined))?.raw ?? '');
  const logs = await logsOf(world);
  const account = accountOf(madeOf(world), { logs, executions });
  const alarms = alarmsIn(logs);
  const pace = paceOf(world.emulator.requests(), account.tasks);
  const trend = vitals.trend();
  say(JSON.stringify({ ...counts, executions: ids.length, ...account, ...pace, alarms }, null, 2));
  say(`Memory and handles of the longest life, first third -> last third: ${told(trend)}`);
  const faults = [account.unnamed, account.doubled, account.repeated, alarms].flat();
  // A short life is one long start.
  const hasGrown = plan.minutes >= 10 && trend !== undefined && !isFlat(trend);
  // Most items become tasks; otherwise something refuses them all, and nothing was tried.
  const isBusy = account.tasks > 0.75 * counts.items;
  return isBusy && faults.length === 0 && pace.checksPerTask <= maxChecksPerTask && !hasGrown;
}

const good = await withWorld(plan.queue, say, soak).catch((error: unknown) => {
  console.error(error);
  return false;
});
say(`Seed ${plan.seed}`);
say(good ? '1 passed, 0 failed' : '0 passed, 1 failed');
process.exit(good ? 0 : 1);
