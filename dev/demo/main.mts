import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { ffmpegPath, probeVideo } from '../emulator/ffmpeg.mts';
import {
  credentialType,
  failureOf,
  itemsOf,
  onInterrupt,
  owner,
  projectFolder,
  withN8n,
} from '../n8n/index.mts';
import type { RealN8n, StoredWorkflow } from '../n8n/index.mts';
import { withQueue } from '../n8n/queue/queue.mts';
import { filledIn, readExample, triggerOf, videoNodeOf } from './example.mts';
import { announceCost, openService, readPlan, type DemoPlan, type Service } from './plan.mts';

const say = console.log;
const output = join(projectFolder, 'demo-output');

/** A video takes one to three minutes on the real service, seconds on the local one. */
const videoWithinMs = 16 * 60_000;

async function importExample({ rest }: RealN8n, service: Service): Promise<StoredWorkflow> {
  const { apiKey, baseUrl } = service;
  const credential = await rest.createCredential('AIHubMax', credentialType, { apiKey, baseUrl });
  const verdict = await rest.testCredential(credential, { apiKey, baseUrl });
  if (verdict.status !== 'OK') throw new Error(`The credential test says: ${verdict.message}`);
  return await rest.createWorkflow(filledIn(await readExample(), credential, service));
}

async function makeVideo({ rest }: RealN8n, workflow: StoredWorkflow): Promise<void> {
  const execution = await rest.finished(await rest.run(workflow, triggerOf(workflow).name), videoWithinMs);
  const [item] = itemsOf(execution, videoNodeOf(workflow).name);
  if (execution.status !== 'success' || !item)
    throw new Error(failureOf(execution) || `it is ${execution.status}`);
  await saveVideo(String(item.json.videoUrl), join(output, String(item.json.taskId)));
}

/** Downloads a video by its link, looks into it and takes a still from its middle. */
async function saveVideo(url: string, path: string): Promise<void> {
  const [video, still] = [`${path}.mp4`, `${path}.png`];
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The video's link answered ${answer.status}: ${url}`);
  await mkdir(output, { recursive: true });
  await writeFile(video, Buffer.from(await answer.arrayBuffer()));
  const { width, height, seconds, hasAudio, codec } = await probeVideo(video);
  const middle = ['-ss', String(seconds / 2), '-i', video, '-frames:v', '1', still];
  await promisify(execFile)(ffmpegPath(), ['-v', 'error', '-y', ...middle]);
  const audio = hasAudio ? 'with' : 'without';
  say(`\nVideo  ${relative(process.cwd(), video)}`);
  say(`Facts  ${width} x ${height}, ${seconds.toFixed(1)} s, ${audio} audio, ${codec}`);
  say(`Still  ${relative(process.cwd(), still)}`);
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

async function show(plan: DemoPlan, service: Service, n8n: RealN8n): Promise<void> {
  say(`n8n runs at ${n8n.url} with the packed node installed.`);
  const workflow = await importExample(n8n, service);
  say(`Running the workflow "${workflow.name}" against ${plan.account?.baseUrl ?? 'the local AIHubMax'} …`);
  await makeVideo(n8n, workflow);
  if (plan.open) await keepOpen(n8n, workflow);
  else say('\nTo see the workflow in the editor: npm run demo -- --open');
}

/** Otherwise n8n would run in its main process what a person starts in the editor. */
const offloading = { OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true' };

async function demonstrate(plan: DemoPlan, service: Service): Promise<void> {
  if (!plan.queue) return await withN8n({ say }, async (n8n) => await show(plan, service, n8n));
  await withQueue({ say, env: offloading }, async (queue) => {
    await show({ ...plan, open: false }, service, queue.main);
    for (const { name, process: worker } of queue.workers)
      if (worker.log.tail(200).includes('AIHubMax created task')) say(`Done by ${name}.`);
    if (plan.open) say('In queue mode the demo does not stay open.');
  });
}

async function main(): Promise<void> {
  const plan = readPlan(process.argv.slice(2), process.env);
  if (plan.account) await announceCost(plan.account, videoNodeOf(await readExample()));
  const service = await openService(plan.account);
  await demonstrate(plan, service).finally(() => service.stop());
}

main().catch((error: unknown) => {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
