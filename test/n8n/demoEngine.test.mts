/** The demo without an n8n: the example on n8n's loader and engine, against the local AIHubMax. */
import '../support/quiet.mts';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PackageDirectoryLoader } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';
import { execute, loadPackage, testCredential } from '../../dev/demo/engine.mts';
import { filledIn, readExample } from '../../dev/demo/example.mts';
import { saveVideo } from '../../dev/demo/video.mts';
import { startEmulator, type Emulator } from '../../dev/emulator/index.mts';
import { itemsOf } from '../../dev/n8n/execution.mts';
import { until } from '../../dev/n8n/until.mts';
import { root } from '../support/tree.mts';

/** A folder like the one that a packed package is unpacked into, with the sources in the place of what is built from them. */
async function unpackedInto(package_: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const sources = (built: string[]) => built.map((path) => path.replace('dist/', '').replace(/js$/, 'ts'));
  const { nodes, credentials } = manifest.n8n;
  const n8n = { ...manifest.n8n, nodes: sources(nodes), credentials: sources(credentials) };
  await mkdir(package_);
  await writeFile(join(package_, 'package.json'), JSON.stringify({ ...manifest, n8n }));
  for (const name of ['nodes', 'credentials'])
    await symlink(join(root, name), join(package_, name), 'junction');
  return package_;
}

let folder: string;
let emulator: Emulator;
let node: PackageDirectoryLoader;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-test-'));
  node = await loadPackage(await unpackedInto(join(folder, 'package')));
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => (emulator = await startEmulator({ render: false, speed: 600 })));
afterEach(() => emulator.stop());

const account = () => ({ apiKey: emulator.key, baseUrl: emulator.url });

async function running(changed: INodeParameters = {}) {
  const service = { ...account(), photoUrl: emulator.samplePhotoUrl, isPaid: false, stop: emulator.stop };
  const credential = { id: '1', name: 'AIHubMax', type: 'aiHubMaxApi' };
  const workflow = filledIn(await readExample(), credential, service);
  const nodes = workflow.nodes.map((each) => ({ ...each, parameters: { ...each.parameters, ...changed } }));
  return execute(node, { ...workflow, nodes }, account());
}

test('one empty item starts the example, and the node makes one task of it', async () => {
  const run = await (await running({ operation: 'create' })).ended;
  expect(run.status).toBe('success');
  expect(itemsOf(run, 'Start').map(({ json }) => json)).toEqual([{}]);
  expect(itemsOf(run, 'Make the video')).toEqual([
    expect.objectContaining({
      json: expect.objectContaining({
        taskId: emulator.tasks()[0]?.id,
        model: 'veo-3.1-lite-image-to-video',
        creditsReserved: expect.any(Number),
      }),
    }),
  ]);
  expect(emulator.createAttempts()).toBe(1);
});

test('Ctrl-C is Stop: the run ends at once, and nothing is created again', async () => {
  const { ended, stop } = await running({ prompt: 'A lake' });
  await until('a task', () => emulator.creates() === 1);
  stop();
  expect((await ended).status).toBe('canceled');
  expect(emulator.createAttempts()).toBe(1);
});

test('the credential is tested as n8n does it', async () => {
  expect(await testCredential(node, account())).toMatchObject({ status: 'OK' });
  const wrong = { ...account(), apiKey: 'sk-wrong-3f9a1c7e5b2d' };
  expect(await testCredential(node, wrong)).toMatchObject({ status: 'Error' });
});

test('the result is a video with its facts, a still, and what it reserved', async () => {
  await (
    await running({ operation: 'create' })
  ).ended;
  await emulator.rendered();
  emulator.advance(600_000);
  const looked = await (await running({ operation: 'getStatus', taskId: emulator.tasks()[0]?.id })).ended;
  const [item] = itemsOf(looked, 'Make the video');
  const lines = await saveVideo({ ...item?.json, taskId: 'task-1' }, join(folder, 'videos'));
  expect(lines).toEqual([
    expect.stringMatching(/^Video {4}.*task-1\.mp4$/),
    expect.stringMatching(/^Facts {4}\d+ x \d+, \d+\.\d s, with(out)? audio, h264$/),
    expect.stringMatching(/^Still {4}.*task-1\.png$/),
    'Credits  4 reserved',
  ]);
  for (const name of ['task-1.mp4', 'task-1.png'])
    expect((await stat(join(folder, 'videos', name))).size).toBeGreaterThan(100);
});
