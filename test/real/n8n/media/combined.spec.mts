/** A workflow whose setting Binary Mode is "combined". */
import assert from 'node:assert/strict';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chain, failureOf, manualTrigger, projectFolder } from '../../../../dev/n8n/index.mts';
import type { WorkflowDraft } from '../../../../dev/n8n/index.mts';
import { jsonOf, onlyItem, order, runToEnd, videoOnly, type Bench } from '../../support/bench.mts';
import { withService } from '../../support/service.mts';
import { fileToFile, readFile as readNode } from './nodes.mts';
import { test } from '../test.mts';

/** Files lie in the JSON of the items, under `_files`. */
const combined = (draft: WorkflowDraft): WorkflowDraft => ({
  ...draft,
  settings: { ...draft.settings, binaryMode: 'combined' },
});

async function withPhoto(bench: Bench, field: string): Promise<WorkflowDraft> {
  const path = join(bench.folder, 'combined.jpg');
  await copyFile(join(projectFolder, 'examples', 'sample-photo.jpg'), path);
  return combined(chain('Suite', manualTrigger(), readNode(path), fileToFile(bench, field)));
}

async function urlToVideo(bench: Bench): Promise<void> {
  const execution = await runToEnd(bench, combined(videoOnly(bench, order(bench))));
  assert.equal(onlyItem(execution).isSuccess, true);
  assert.equal(bench.emulator.createAttempts(), 1);
}

async function fileToVideo(bench: Bench, field: string): Promise<void> {
  const [item] = jsonOf(await runToEnd(bench, await withPhoto(bench, field)), 'Video');
  const { image_url } = item?.request as { image_url: string };
  const uploaded = Buffer.from(await (await fetch(image_url)).arrayBuffer());
  assert.ok(uploaded.equals(await readFile(join(bench.folder, 'combined.jpg'))), 'the photo was uploaded');
  const { data } = item?._files as { data: { mimeType: string } };
  assert.equal(data.mimeType, 'video/mp4');
  assert.equal(bench.emulator.createAttempts(), 1);
}

async function wrongName(bench: Bench): Promise<void> {
  const execution = await runToEnd(bench, await withPhoto(bench, 'photo'));
  assert.match(failureOf(execution), /no binary field of this name.*It has: _files\.data/);
  assert.equal(bench.emulator.createAttempts(), 0);
}

test('binary mode combined: a video from a URL', withService({}, urlToVideo));

test(
  'binary mode combined: a photo in, a video out, both under _files',
  withService({}, (bench) => fileToVideo(bench, '_files.data')),
);

test(
  'binary mode combined: a name that nobody typed finds the only photo under _files',
  withService({}, (bench) => fileToVideo(bench, 'data')),
);

test(
  'binary mode combined: a name without its path is refused, and the message has the path',
  withService({}, wrongName),
);
