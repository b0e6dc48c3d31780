import '../support/quiet.mts';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PackageDirectoryLoader } from 'n8n-core';
import type { INode, INodeParameters } from 'n8n-workflow';
import { execute, loadPackage, testCredential } from '../../dev/demo/engine.mts';
import { filledIn, readExample, retold } from '../../dev/demo/example.mts';
import { readPlan, takesWholeN8n, wireModel } from '../../dev/demo/plan.mts';
import { saveVideo } from '../../dev/demo/video.mts';
import { startEmulator, type Emulator } from '../../dev/emulator/index.mts';
import { itemsOf } from '../../dev/n8n/execution.mts';
import { until } from '../../dev/n8n/until.mts';
import { root } from '../support/tree.mts';

test('without a key the demo uses the local service and closes by itself', () => {
  expect(readPlan([], {})).toEqual({ open: false, queue: false, account: undefined });
});

test('--open keeps n8n running', () => {
  expect(readPlan(['--open'], {}).open).toBe(true);
});

test('--queue runs it by a worker', () => {
  expect(readPlan(['--queue'], {}).queue).toBe(true);
});

test.each([
  [[], false],
  [['--open'], true],
  [['--queue'], true],
  [['--queue', '--open'], true],
])('with %j a whole n8n is installed: %j', (args, isInstalled) => {
  expect(takesWholeN8n(readPlan(args, {}))).toBe(isInstalled);
  expect(takesWholeN8n(readPlan(args, { AIHUBMAX_API_KEY: 'sk-1' }))).toBe(isInstalled);
});

test('the price is asked for the model that is sent', () => {
  expect(wireModel({ model: 'lite' })).toBe('veo-3.1-lite-image-to-video');
  expect(wireModel({ mode: 'extend', model: 'fast' })).toBe('veo-3.1-extend-fast');
});

test('a key switches to the real service', () => {
  const account = { apiKey: 'sk-1', baseUrl: 'https://api.aihubmax.com' };
  expect(readPlan([], { AIHUBMAX_API_KEY: ' sk-1\n' })).toEqual({ open: false, queue: false, account });
});

test('the address of the service can be changed', () => {
  const { account } = readPlan([], {
    AIHUBMAX_API_KEY: 'sk-1',
    AIHUBMAX_BASE_URL: 'https://gateway.example',
  });
  expect(account?.baseUrl).toBe('https://gateway.example');
});

test('an empty key is no key: nothing is spent by accident', () => {
  expect(readPlan([], { AIHUBMAX_API_KEY: '  ' }).account).toBeUndefined();
});

test('an address without a key is refused', () => {
  expect(() => readPlan([], { AIHUBMAX_BASE_URL: 'https://x.example' })).toThrow('AIHUBMAX_API_KEY is not');
});

test('an unknown argument is named', () => {
  expect(() => readPlan(['--opne'], {})).toThrow('Unknown argument --opne');
});

test.each([
  [false, /local AIHubMax, free/],
  [true, /creates one video, and costs/],
])('the note in the demo says what a press of Execute does (paid: %j)', async (isPaid, words) => {
  const path = join(root, 'examples/photo-to-video.json');
  const { nodes } = JSON.parse(await readFile(path, 'utf8')) as { nodes: INode[] };
  const told = nodes.map((node) => String(retold(node, isPaid).parameters.content ?? '')).join('');
  expect(told).toMatch(words);
  expect(told).not.toMatch(/sample data|nothing is charged/);
});

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

describe("in n8n's engine", () => {
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
});
