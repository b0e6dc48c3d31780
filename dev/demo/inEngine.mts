/** The demo in n8n's engine: nothing is installed. */
import { join } from 'node:path';
import type { IRun } from 'n8n-workflow';
import { removeTemporary, temporaryFolder } from '../n8n/children.mts';
import { callersNpm, type Npm } from '../n8n/environment.mts';
import { credentialType, failureOf, itemsOf, onInterrupt, projectFolder } from '../n8n/index.mts';
import { packProject, unpack } from '../n8n/package.mts';
import { filledIn, readExample, videoNodeOf } from './example.mts';
import type { Service } from './plan.mts';
import { settleIn } from './settle.mts';
import { saveVideo } from './video.mts';

const say = console.log;

async function unpackProject(npm: Npm, folder: string): Promise<string> {
  const unpacked = join(folder, 'node_modules', 'n8n-nodes-aihubmax-veo');
  await unpack(await packProject(npm, projectFolder, folder), unpacked);
  return unpacked;
}

/** Runs the example with the packed node in n8n's engine, in this very process. False when Ctrl-C stopped the run. */
export async function inEngine(service: Service): Promise<boolean> {
  const folder = await temporaryFolder('n8n-demo');
  try {
    const unpacked = await unpackProject(callersNpm(), folder);
    settleIn(folder);
    return await show(unpacked, service);
  } finally {
    removeTemporary(folder);
  }
}

async function show(unpacked: string, service: Service): Promise<boolean> {
  const { execute, loadPackage, testCredential } = await import('./engine.mts');
  const node = await loadPackage(unpacked);
  say(`n8n's loader took ${node.packageName} ${node.packageJson.version} from its npm package.`);
  const { apiKey, baseUrl, isPaid } = service;
  const verdict = await testCredential(node, { apiKey, baseUrl });
  if (verdict.status !== 'OK') throw new Error(`The credential test says: ${verdict.message}`);
  const credential = { id: '1', name: 'AIHubMax', type: credentialType };
  const workflow = filledIn(await readExample(), credential, service);
  say(
    `Running examples/photo-to-video.json on n8n's engine, with ${isPaid ? baseUrl : 'the local AIHubMax'} …`,
  );
  say('Engine, loader and our node are the real ones; the Manual Trigger is a stand-in.');
  say('Filled in: the credential and the image. Unpinned: the sample data.');
  const running = execute(node, workflow, { apiKey, baseUrl });
  const putBack = onInterrupt(() => running.stop());
  const run = await running.ended.finally(putBack);
  return await showEnd(run, videoNodeOf(workflow).name);
}

async function showEnd(run: IRun, name: string): Promise<boolean> {
  if (run.status === 'canceled') return false;
  const [item] = itemsOf(run, name);
  if (run.status !== 'success' || !item) throw new Error(failureOf(run) || `the workflow is ${run.status}`);
  say(`\n${(await saveVideo(item.json)).join('\n')}`);
  say('\nTo see the workflow in the editor of a whole n8n: npm run demo -- --open');
  return true;
}
