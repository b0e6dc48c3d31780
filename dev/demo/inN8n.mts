/** The demo in a whole n8n, which is provisioned first, as one process or in queue mode. */
import { credentialType, failureOf, itemsOf, onInterrupt, owner, withN8n } from '../n8n/index.mts';
import type { RealN8n, StoredWorkflow } from '../n8n/index.mts';
import { withQueue, type Queue } from '../n8n/queue/queue.mts';
import { filledIn, readExample, triggerOf, videoNodeOf } from './example.mts';
import type { DemoPlan, Service } from './plan.mts';
import { saveVideo } from './video.mts';

const say = console.log;

/** A video takes one to three minutes on the real service, seconds on the local one. */
const videoWithinMs = 16 * 60_000;

async function importExample({ rest }: RealN8n, service: Service): Promise<StoredWorkflow> {
  const { apiKey, baseUrl } = service;
  const credential = await rest.createCredential('AIHubMax', credentialType, { apiKey, baseUrl });
  const verdict = await rest.testCredential(credential, { apiKey, baseUrl });
  if (verdict.status !== 'OK') throw new Error(`The credential test says: ${verdict.message}`);
  return await rest.createWorkflow(filledIn(await readExample(), credential, service));
}

/** Runs the workflow to its end and saves the video; false when Ctrl-C pressed Stop. */
async function makeVideo({ rest }: RealN8n, workflow: StoredWorkflow): Promise<boolean> {
  const id = await rest.run(workflow, triggerOf(workflow).name);
  const putBack = onInterrupt(() => void rest.stop(id).catch(() => undefined));
  const execution = await rest.finished(id, videoWithinMs).finally(putBack);
  if (execution.status === 'canceled') return false;
  const [item] = itemsOf(execution, videoNodeOf(workflow).name);
  if (execution.status !== 'success' || !item)
    throw new Error(failureOf(execution) || `it is ${execution.status}`);
  say(`\n${(await saveVideo(item.json)).join('\n')}`);
  return true;
}

async function keepOpen({ url }: RealN8n, workflow: StoredWorkflow): Promise<void> {
  say(`\nEditor    ${url}/workflow/${workflow.id}`);
  say(`E-mail    ${owner.email}`);
  say(`Password  ${owner.password}`);
  say('n8n keeps running. Ctrl-C stops it.');
  const keepAlive = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => onInterrupt(resolve));
  clearInterval(keepAlive);
  say('\nStopping n8n …');
}

type Runner = Pick<Queue, 'main' | 'workers'>;

/** n8n's log goes with n8n: it alone knows the task when somebody stopped the wait for it. */
function sayWhoCreated({ main, workers }: Runner): void {
  for (const { name, process } of [{ name: 'n8n', process: main.process }, ...workers])
    for (const line of process.log.tail(200).split('\n'))
      if (line.includes('AIHubMax created task')) say(`${name}: ${line.trim()}`);
}

async function show(runner: Runner, { open, queue }: DemoPlan, service: Service): Promise<boolean> {
  const { main } = runner;
  say(`n8n runs at ${main.url} with the packed node installed.`);
  const workflow = await importExample(main, service);
  const { baseUrl, isPaid } = service;
  say(`Running the workflow "${workflow.name}" against ${isPaid ? baseUrl : 'the local AIHubMax'} …`);
  const isDone = await makeVideo(main, workflow).finally(() => sayWhoCreated(runner));
  if (isDone && open && queue) say('In queue mode the demo does not stay open.');
  else if (isDone && open) await keepOpen(main, workflow);
  return isDone;
}

/** Otherwise n8n would run in its main process what a person starts in the editor. */
const offloading = { OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true' };

/** Runs the example as the editor does and, with `open`, leaves n8n running for a look. False when Ctrl-C stopped the run. */
export async function inN8n(plan: DemoPlan, service: Service): Promise<boolean> {
  if (plan.queue)
    return await withQueue({ say, env: offloading }, async (queue) => await show(queue, plan, service));
  return await withN8n({ say }, async (main) => await show({ main, workers: [] }, plan, service));
}
