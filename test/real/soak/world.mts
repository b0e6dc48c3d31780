/** What a soak plays with: n8n in one process or as a queue, a local API that stumbles, and two workflows that are called. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../../../dev/emulator/index.mts';
import {
  chain,
  credentialType,
  node,
  videoNode,
  withN8n,
  type ListedExecution,
  type N8nRest,
  type RealN8n,
  type Say,
  type StoredWorkflow,
} from '../../../dev/n8n/index.mts';
import { unattended } from '../../../dev/n8n/environment.mts';
import { hasFinished } from '../../../dev/n8n/execution.mts';
import type { N8nProcess } from '../../../dev/n8n/process.mts';
import { withQueue, type Queue } from '../../../dev/n8n/queue/queue.mts';
import { publish, webhookTrigger } from '../support/production.mts';

export interface World {
  readonly n8n: RealN8n;
  readonly queue?: Queue;
  readonly emulator: Emulator;
  readonly workflows: readonly StoredWorkflow[];
}

const rowsNodes = (): INode[] => [
  node(
    'Rows',
    'n8n-nodes-base.splitOut',
    { fieldToSplitOut: 'body.prompts', options: { destinationFieldName: 'prompt' } },
    { typeVersion: 1 },
  ),
];

async function workflowsOf(n8n: RealN8n, emulator: Emulator): Promise<StoredWorkflow[]> {
  const data = { apiKey: emulator.key, baseUrl: emulator.url };
  const credential = await n8n.rest.createCredential('AIHubMax', credentialType, data);
  const inputs = {
    prompt: '={{ $json.prompt }}',
    imageUrl: emulator.samplePhotoUrl,
    waitOptions: { timeoutMinutes: 2 },
  };
  const plain = { ...videoNode('Video', inputs, credential), onError: 'continueRegularOutput' as const };
  const retrying = {
    ...videoNode('Video', inputs, credential),
    retryOnFail: true,
    maxTries: 2,
    waitBetweenTries: 1000,
  };
  return [
    await publish({ n8n }, chain('Batches', webhookTrigger(), ...rowsNodes(), plain)),
    await publish({ n8n }, chain('Retries', webhookTrigger(), ...rowsNodes(), retrying)),
  ];
}

/** The processes that do the work. */
export const processesOf = ({ n8n, queue }: World): N8nProcess[] => [
  n8n.process,
  ...(queue?.workers.map(({ process }) => process) ?? []),
];

/** All that the processes have printed, also before a restart: each keeps to one file. */
export async function logsOf(world: World): Promise<string> {
  const files = [...new Set(processesOf(world).map(({ log }) => log.file))];
  return (await Promise.all(files.map(async (file) => await readFile(file, 'utf8')))).join('\n');
}

/** A long night must not end in refusals: a balance that is used up would hide everything else. */
const endless = 1_000_000;

export async function withWorld<T>(queued: boolean, say: Say, use: (world: World) => Promise<T>): Promise<T> {
  const emulator = await startEmulator({ render: false, taskSeconds: 4, credits: endless });
  const living = async (n8n: RealN8n, queue?: Queue) =>
    await use({ n8n, queue, emulator, workflows: await workflowsOf(n8n, emulator) });
  // n8n starts again after a kill: it must still know every execution.
  const env = { ...unattended, EXECUTIONS_DATA_PRUNE: 'false' };
  try {
    if (queued) return await withQueue({ say, env }, async (queue) => await living(queue.main, queue));
    return await withN8n({ say, env }, async (n8n) => await living(n8n));
  } finally {
    await emulator.stop();
  }
}

/** Every execution of a workflow, page by page. */
async function allExecutionsOf(rest: N8nRest, workflow: { id: string }): Promise<ListedExecution[]> {
  const all = new Map<string, ListedExecution>();
  for (let last = ''; ; ) {
    const before = all.size;
    for (const each of await rest.executionsOf(workflow, last)) all.set(each.id, each);
    if (all.size === before) return [...all.values()];
    last = [...all.keys()].reduce((least, id) => (Number(id) < Number(least) ? id : least));
  }
}

/**
 * Waits until nothing is under way, and gives the IDs of all executions. `diedAt` = when a process had died last, in ms since the
 * epoch: what began before that is over where n8n is one process, though n8n may list some of it as running for ever. In queue
 * mode n8n needs about 93 seconds to notice that a worker is dead.
 */
export async function untilQuiet(
  { n8n: { rest }, workflows, queue }: World,
  diedAt = -Infinity,
): Promise<string[]> {
  const isOver = (each: ListedExecution): boolean =>
    hasFinished(each) || (queue === undefined && Date.parse(each.createdAt) < diedAt);
  const deadline = Date.now() + 240_000;
  for (;;) {
    const all = (
      await Promise.all(workflows.map(async (workflow) => await allExecutionsOf(rest, workflow)))
    ).flat();
    if (all.every(isOver) || Date.now() > deadline) return all.map(({ id }) => id);
    await sleep(2_000);
  }
}
