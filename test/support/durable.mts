/** The shelf in n8n's database, as runs of one process or of several use it. */
import { Asker } from '../../nodes/AiHubMaxVeo/submit/nodeSet';
import { DurableOrders } from '../../nodes/AiHubMaxVeo/submit/durable';
import { OrderKeys } from '../../nodes/AiHubMaxVeo/submit/orderKeys';
import type { Print } from '../../nodes/AiHubMaxVeo/submit/print';
import { VirtualClock } from './clock.mts';
import type { Database } from './database.mts';

export const print: Print = { text: 'a-print-of-22-character', versions: [] };
export const reading =
  (of = print) =>
  async () =>
    of;

export const id = 'task-unified-1795340000-k3v9x2qa';

export const dayMs = 24 * 60 * 60 * 1000;

export interface Run {
  clock?: VirtualClock;
  workflowId?: string;
  node?: string;
  lines?: string[];
  /** Absent = n8n's, on the database. */
  helpers?: ConstructorParameters<typeof Asker>[0]['helpers'];
  /** Absent = what fills `lines`. */
  debug?(line: string): void;
}

function asking(database: Database, { clock, workflowId = 'workflow', node = 'node', ...run }: Run): Asker {
  const { lines = [], helpers, debug } = run;
  return new Asker({
    helpers: helpers ?? database.helpers(workflowId, node),
    clock: clock ?? new VirtualClock(),
    stop: new AbortController().signal,
    node: `${workflowId} ${node}`,
    debug: debug ?? ((line) => void lines.push(line)),
  });
}

/** A run of the node; on a clock of its own it is in another process. */
export const open = (database: Database, run: Run = {}) => new DurableOrders(asking(database, run), true);

/** What keys wait for before they are written down passes by itself, but where the test lets time pass. */
export function openKeys(database: Database, run: Run & { isDriven?: true } = {}): OrderKeys {
  const clock = run.clock ?? new VirtualClock();
  const sleep = async (ms: number) => await (ms < 1_000 ? clock.pass(ms) : clock.sleep(ms));
  const passing = Object.assign(Object.create(clock) as VirtualClock, { sleep, timeline: clock });
  return new OrderKeys(asking(database, { ...run, clock: run.isDriven ? clock : passing }), 'execution-1');
}

export type Orders = ReturnType<typeof open>;

export async function accept(orders: Orders, taskId = id, of = print): Promise<string> {
  const place = (await orders.sent(reading(of))) ?? 'none';
  await orders.accepted(place, taskId, reading(of));
  return place;
}

/** What another process finds: IDs; null where there is none to be read. */
export async function found(database: Database, of = print, run: Run = {}): Promise<(string | null)[]> {
  const kept = await open(database, run).find(reading(of));
  return await Promise.all(kept.map(async ({ taskId }) => (await taskId?.()) ?? null));
}
