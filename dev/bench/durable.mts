/** What it costs to keep orders in n8n's database, once it is full: creates with and without it, and finding them after a restart. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failureOf, itemsOf, projectFolder, type Execution, type StoredWorkflow } from '../n8n/index.mts';
import { postgresSettings, startPostgres } from '../n8n/queue/services.mts';
import { until } from '../n8n/until.mts';
import { show, type Cell } from './figures.mts';
import { numbered, ourVideos, rows, spanSeconds, withRealN8n, type Site } from './real.mts';

const counts = [1, 50, 1_000];
const [createGoalMs, readGoalMs, heldGoalMs] = [20, 500, 50];
/** More than the set holds. */
const full = 150;
/** As many orders with a key as a node keeps. */
const keys = 400;
const heldFile = join(tmpdir(), `held-${process.pid}`);
const loaded = {
  NODE_OPTIONS: `--require ${join(projectFolder, 'dev/bench/held.cjs')}`,
  BENCH_HELD: heldFile,
};

interface Asked {
  items: object[];
  prompt: string;
  reuses?: boolean;
  /** Each item has an Order Key. */
  isKeyed?: boolean;
}

interface Measured {
  execution: Execution;
  ms: number;
  heldMs: number;
}

/** The longest that n8n's thread was held since this was last asked. */
async function heldMs({ n8n }: Site): Promise<number> {
  rmSync(heldFile, { force: true });
  process.kill(n8n.process.pid, 'SIGUSR2');
  await until('n8n has told', () => existsSync(heldFile) && readFileSync(heldFile, 'utf8') !== '');
  return Number(readFileSync(heldFile, 'utf8'));
}

/** The same node, and so the same row of the database, whatever its items. */
async function run(
  site: Site,
  workflow: StoredWorkflow,
  { items, prompt, reuses = false, isKeyed = false }: Asked,
): Promise<Measured> {
  const { rest } = site.n8n;
  const [list] = rows(items);
  const nodes = workflow.nodes.map((node) => {
    if (node.name === 'List') return { ...node, parameters: list.parameters };
    if (node.name !== 'Video') return node;
    const options = { reuseWhileTesting: reuses, orderKey: isKeyed ? '=Key {{ $json.n }}' : '' };
    return { ...node, parameters: { ...node.parameters, prompt: `=${prompt} {{ $json.n }}`, options } };
  });
  await heldMs(site);
  const changed = await rest.changeWorkflow(workflow, nodes);
  const execution = await rest.finished(await rest.run(changed, 'Start'), 900_000);
  assert.equal(execution.status, 'success', failureOf(execution));
  assert.equal(itemsOf(execution, 'Video').length, items.length);
  return { execution, ms: spanSeconds(execution, ['Video']) * 1000, heldMs: await heldMs(site) };
}

async function creates(site: Site, workflow: StoredWorkflow, how: string): Promise<Map<number, Measured>> {
  const all = new Map<number, Measured>();
  for (const count of counts)
    all.set(count, await run(site, workflow, { items: numbered(count), prompt: `${how} ${count}` }));
  return all;
}

/** The youngest of the last batch. */
async function finds(site: Site, workflow: StoredWorkflow, count: number): Promise<Measured> {
  const last = Math.max(...counts);
  const before = site.emulator.createAttempts();
  const items = numbered(last).slice(-count);
  const found = await run(site, workflow, { items, prompt: `Kept ${last}`, reuses: true });
  const resumed = itemsOf(found.execution, 'Video').filter(({ json }) => json.resumed === true);
  assert.deepEqual([resumed.length, site.emulator.createAttempts()], [count, before]);
  return found;
}

/** A node with all the keys that it can keep: the last of them, and the same once more after a restart. */
async function keyed(site: Site, workflow: StoredWorkflow): Promise<Cell[][]> {
  const all = numbered(keys);
  const [others, last] = [all.slice(0, -1), all.slice(-1)];
  await run(site, workflow, { items: others, prompt: 'Keyed', isKeyed: true });
  const created = await run(site, workflow, { items: last, prompt: 'Keyed', isKeyed: true });
  await site.n8n.restart();
  const found = await run(site, workflow, { items: last, prompt: 'Keyed', isKeyed: true });
  const resumed = itemsOf(found.execution, 'Video').map(({ json }) => json.resumed);
  assert.deepEqual([resumed, site.emulator.createAttempts()], [[true], keys]);
  return [
    [`1 created, with ${keys} keys`, created.ms, '', '', '', created.heldMs, ''],
    [`1 found after a restart, with ${keys} keys`, found.ms, '', '', String(readGoalMs), found.heldMs, ''],
  ];
}

async function benchOn(env: NodeJS.ProcessEnv): Promise<Cell[][]> {
  const table: Cell[][] = [];
  await withRealN8n(
    async (open, n8n) => {
      const site = await open({ render: false, taskSeconds: 1 });
      const create = { operation: 'create', batching: { maxConcurrentTasks: 10 } };
      const workflow = await n8n.rest.createWorkflow(ourVideos(site, 1, create));
      await run(site, workflow, { items: numbered(full), prompt: 'Full' });
      const kept = await creates(site, workflow, 'Kept');
      await n8n.restart();
      for (const count of [1, 50]) {
        const found = await finds(site, workflow, count);
        const ms = found.ms / count;
        table.push([`${count} found after a restart`, ms, '', '', String(readGoalMs), found.heldMs, '']);
      }
      await n8n.restart({ BENCH_SHELF: 'off' });
      const plain = await creates(site, workflow, 'Plain');
      for (const [count, one] of kept) {
        const other = plain.get(count);
        const [each, without] = [one.ms / count, (other?.ms ?? NaN) / count];
        const costs = [each, without, each - without, String(createGoalMs)];
        table.push([`${count} created`, ...costs, one.heldMs, other?.heldMs ?? NaN]);
      }
      await n8n.restart();
      const another = await open({ render: false, taskSeconds: 1 });
      table.push(...(await keyed(another, await n8n.rest.createWorkflow(ourVideos(another, 1, create)))));
    },
    { ...env, ...loaded },
  );
  return table;
}

export async function benchDurable(): Promise<void> {
  const postgres = await startPostgres();
  const goal = `thread held, ms (goal ${heldGoalMs})`;
  const head = ['Orders, 10 at a time', 'ms each', 'without it', 'more', 'goal', goal, 'without it'];
  const databases: [string, NodeJS.ProcessEnv][] = [
    ['SQLite', {}],
    ['Postgres', postgresSettings(postgres)],
  ];
  try {
    for (const [database, env] of databases)
      show(`Durable: orders of a node whose row in ${database} is full`, head, await benchOn(env));
  } finally {
    await postgres.kill();
    rmSync(heldFile, { force: true });
  }
}
