/** Files in and files out, wherever n8n keeps them meanwhile: the projects n8n, n8n-database and n8n-memory. */
import assert from 'node:assert/strict';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  chain,
  graph,
  manualTrigger,
  node,
  projectFolder,
  type Execution,
} from '../../../../dev/n8n/index.mts';
import { jsonOf, runToEnd, type Bench } from '../../support/bench.mts';
import { callAt, publish } from '../../support/production.mts';
import { rows } from '../../support/rows.mts';
import { withService } from '../../support/service.mts';
import { noisyFilms } from './films.mts';
import { fetchFile, fileToFile, formTrigger, readFile as readNode, videoPath, writeVideo } from './nodes.mts';
import { test } from '../test.mts';

const photo = join(projectFolder, 'examples', 'sample-photo.jpg');

async function bytesAt(url: unknown): Promise<Buffer> {
  const answer = await fetch(String(url));
  assert.equal(answer.status, 200, `GET ${String(url)}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** The task of an item has exactly the photo, and its video lies on the disk exactly as the service made it. */
async function assertCarried(bench: Bench, item: Record<string, unknown>): Promise<void> {
  const { image_url } = item.request as { image_url: string };
  assert.ok((await bytesAt(image_url)).equals(await readFile(photo)), 'the uploaded picture is the photo');
  const video = await readFile(videoPath(bench, item.taskId));
  assert.ok(video.equals(await bytesAt(item.videoUrl)), 'the file on the disk is the video');
}

function assertUploadedOnce({ emulator }: Bench): void {
  assert.equal(emulator.requests().filter(({ route }) => route === 'upload').length, 1);
  assert.equal(emulator.createAttempts(), 1);
}

async function submitForm(bench: Bench): Promise<Execution> {
  const path = crypto.randomUUID();
  const draft = chain('Suite', formTrigger(path), fileToFile(bench, 'Photo'), writeVideo(bench));
  const body = new FormData();
  body.append('field-0', new Blob([await readFile(photo)], { type: 'image/jpeg' }), 'lake.jpg');
  const id = await callAt(bench, await publish(bench, draft), { path: `form/${path}`, body });
  return await bench.n8n.rest.finished(id);
}

async function fromForm(bench: Bench): Promise<void> {
  const [item, ...more] = jsonOf(await submitForm(bench), 'Write');
  assert.deepEqual(more, []);
  await assertCarried(bench, item ?? {});
  assertUploadedOnce(bench);
}

async function inSubWorkflow(bench: Bench): Promise<void> {
  const path = join(bench.folder, 'photo.jpg');
  await copyFile(photo, path);
  const begin = node(
    'Start',
    'n8n-nodes-base.executeWorkflowTrigger',
    { inputSource: 'passthrough' },
    { typeVersion: 1.1 },
  );
  const inner = await publish(bench, chain('Inner', begin, fileToFile(bench), writeVideo(bench)));
  const parameters = { workflowId: { __rl: true, mode: 'id', value: inner.id }, options: {} };
  const call = node('Inner', 'n8n-nodes-base.executeWorkflow', parameters, { typeVersion: 1.2 });
  const execution = await runToEnd(bench, chain('Suite', manualTrigger(), readNode(path), call));
  const [item] = jsonOf(execution, 'Inner');
  await assertCarried(bench, item ?? {});
  assertUploadedOnce(bench);
}

async function inLoop(bench: Bench): Promise<void> {
  const loop = node(
    'Loop',
    'n8n-nodes-base.splitInBatches',
    { batchSize: 1, options: {} },
    { typeVersion: 3 },
  );
  const fetching = fetchFile(bench.emulator.samplePhotoUrl);
  const round = [fetching, fileToFile(bench), writeVideo(bench)];
  const draft = graph(
    'Suite',
    [manualTrigger(), ...rows([{ pass: 1 }, { pass: 2 }]), loop, ...round],
    [
      ...[
        { from: 'Start', to: 'Table' },
        { from: 'Table', to: 'Rows' },
        { from: 'Rows', to: 'Loop' },
      ],
      ...[
        { from: 'Loop', to: 'Fetch', output: 1 },
        { from: 'Fetch', to: 'Video' },
      ],
      ...[
        { from: 'Video', to: 'Write' },
        { from: 'Write', to: 'Loop' },
      ],
    ],
  );
  const items = jsonOf(await runToEnd(bench, draft), 'Loop');
  assert.equal(new Set(items.map(({ taskId }) => taskId)).size, 2);
  for (const item of items) await assertCarried(bench, item);
  assert.equal(bench.emulator.createAttempts(), 2);
}

test(
  "a form's photo becomes an MP4 on the disk, byte for byte, uploaded once",
  withService({ render: noisyFilms }, fromForm),
);

test(
  'so does a photo from the disk inside a sub-workflow',
  withService({ render: noisyFilms }, inSubWorkflow),
);

test(
  'so do fetched photos in a Loop Over Items, each by itself',
  withService({ render: noisyFilms }, inLoop),
);
