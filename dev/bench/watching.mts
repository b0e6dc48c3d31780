/** Run as a program with an address, a key and a number: creates that many tasks, watches all at once, prints JSON. */
import { Watch } from '../../nodes/AiHubMaxVeo/wait/watch.ts';
import { isSuccessful, type Task } from '../../nodes/AiHubMaxVeo/api/task.ts';
import { systemClock } from '../../nodes/AiHubMaxVeo/time.ts';
import { newLimits } from '../../nodes/AiHubMaxVeo/api/account.ts';
import { Client } from '../../nodes/AiHubMaxVeo/api/client.ts';
import type { ApiRequest, Outcome } from '../../nodes/AiHubMaxVeo/api/reply.ts';

export interface Measured {
  /** Bytes of heap in use, garbage collected: before the first create, with all open, and after all. */
  heapBefore: number;
  heapOpen: number;
  heapAfter: number;
  waitedMs: number;
  completed: number;
}

const [url, key, wanted] = process.argv.slice(2);

async function send({ method, path, query, body }: ApiRequest): Promise<Outcome> {
  const address = `${url}${path}?${new URLSearchParams(query)}`;
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const reply = await fetch(address, { method, headers, body: body && JSON.stringify(body) });
  return { kind: 'reply', status: reply.status, headers: {}, body: await reply.json() };
}

const client = new Client({
  send,
  clock: systemClock(),
  stop: undefined,
  limits: newLimits(),
  baseUrl: url ?? '',
});

async function check(taskId: string, sync: boolean) {
  const checked = await client.check(taskId, sync);
  if ('failure' in checked) throw new Error(`No task came back for ${taskId}`);
  return checked;
}

async function created(index: number): Promise<Task> {
  const body = { model: 'veo-3.1-text-to-video', prompt: `Waves roll in, number ${index}` };
  return await client.submit(body, { retryOnRateLimit: false });
}

function heap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Twenty at a time, as a service would stand it. */
async function createAll(count: number): Promise<Task[]> {
  const tasks: Task[] = [];
  while (tasks.length < count)
    tasks.push(
      ...(await Promise.all(Array.from({ length: 20 }, (_one, nth) => created(tasks.length + nth)))),
    );
  return tasks;
}

async function measure(count: number): Promise<Measured> {
  // What the runtime itself keeps for connections and compiled code is there from then on.
  await fetch(`${url}/v1/models`, { headers: { authorization: `Bearer ${key}` } }).then((reply) =>
    reply.text(),
  );
  const heapBefore = heap();
  const began = performance.now();
  const watch = new Watch({ check, clock: systemClock(), stop: undefined });
  const rules = { timeoutMs: 900_000, sync: false, priceClass: 'bench' };
  const waits = (await createAll(count)).map((task) => watch.until(task.id, rules, task));
  const heapOpen = heap();
  const ends = await Promise.all(waits.splice(0));
  const completed = ends.splice(0).filter(({ task }) => task && isSuccessful(task)).length;
  return { heapBefore, heapOpen, heapAfter: heap(), waitedMs: performance.now() - began, completed };
}

console.log(JSON.stringify(await measure(Number(wanted))));
