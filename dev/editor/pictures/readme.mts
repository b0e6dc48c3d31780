import assert from 'node:assert/strict';
import type { INodeParameters } from 'n8n-workflow';
import type { Page } from 'playwright-core';
import { filledIn, readExample } from '../../demo/example.mts';
import { chain, manualTrigger, videoNode } from '../../n8n/index.mts';
import type { Theme } from '../browser.mts';
import { signedIn, type Editor } from '../editor.mts';
import { Canvas } from '../pages/canvas.mts';
import { Run } from '../pages/run.mts';
import type { Stage } from '../stage.mts';
import type { Album, Area } from './album.mts';

/** Wide enough for n8n's panel to show all it has. What is kept of it is less. */
const width = 1400;
const prompt = 'The camera glides slowly over the lake towards the hills while the water ripples';

/** The example workflow after a run. */
async function workflow({ emulator, credential }: Stage, editor: Editor): Promise<void> {
  const { key: apiKey, url: baseUrl, samplePhotoUrl: photoUrl } = emulator;
  const service = { apiKey, baseUrl, photoUrl, stop: () => Promise.resolve() };
  await editor.page.setViewportSize({ width, height: 800 });
  await editor.openWorkflow(filledIn(await readExample(), credential, service));
  const canvas = new Canvas(editor.page);
  await canvas.run(2);
  await canvas.fit();
  await canvas.isQuiet();
}

/** The open panel of a node, after a run when it is to show one. */
async function panel({ credential }: Stage, editor: Editor, parameters: INodeParameters): Promise<void> {
  const draft = chain('Panel', manualTrigger(), videoNode('AIHubMax Veo', parameters, credential));
  await editor.openNode(draft, 'AIHubMax Veo');
  const run = new Run(editor.page);
  await run.begin();
  await run.hasItems();
  await run.showAs('json');
  await new Canvas(editor.page).isQuiet();
}

/** The panel without its input side, which is empty here. */
async function formAndOutput(page: Page): Promise<Area> {
  const form = await page.getByTestId('node-parameters').boundingBox();
  const output = await page.getByTestId('output-panel').boundingBox();
  assert.ok(form && output);
  const x = form.x - 16;
  return { x, y: output.y, width: output.x + output.width - x, height: output.height };
}

const named = (name: string, theme: Theme) => (theme === 'dark' ? `${name}-dark` : name);

/** The README's pictures in one theme. */
export async function readmePictures(stage: Stage, album: Album, theme: Theme): Promise<void> {
  const editor = await signedIn(stage.browser, stage.n8n, { theme, width });
  const { page } = editor;
  await workflow(stage, editor);
  await album.keep(named('workflow', theme), page, { x: 100, y: 60, width: 1200, height: 680 });
  const inputs = { prompt, imageUrl: stage.emulator.samplePhotoUrl, model: 'veo-3.1-fast-image-to-video' };
  await page.setViewportSize({ width, height: 1300 });
  await panel(stage, editor, { operation: 'createAndWait', ...inputs, resolution: '720p', duration: 4 });
  await album.keep(named('create-and-wait', theme), page, await formAndOutput(page));
  await page.setViewportSize({ width, height: 1100 });
  await panel(stage, editor, { operation: 'create', ...inputs });
  await album.keep(named('create', theme), page, await formAndOutput(page));
  await page.setViewportSize({ width, height: 640 });
  const taskId = stage.emulator.tasks()[0]?.id ?? '';
  await panel(stage, editor, { operation: 'getStatus', taskId });
  await album.keep(named('get-status', theme), page, await formAndOutput(page));
  await page.close();
}
