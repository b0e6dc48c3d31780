import { filledIn, readExample } from '../../../../dev/demo/example.mts';
import { chain, manualTrigger, videoNode } from '../../../../dev/n8n/index.mts';
import type { Theme } from '../browser.mts';
import { signedIn, type Editor } from '../editor.mts';
import { Canvas } from '../pages/canvas.mts';
import { Run } from '../pages/run.mts';
import type { Stage } from '../stage.mts';
import type { Album } from './album.mts';
import { areaOf } from './area.mts';

/** Wide enough for n8n's panel to show all it has. What is kept of it is less. */
const width = 1400;
const prompt = 'The camera glides slowly over the lake towards the hills while the water ripples';

/** The example workflow after a run, without its note: that speaks to whoever has imported it. */
async function workflow({ emulator, credential }: Stage, editor: Editor): Promise<void> {
  const { key: apiKey, url: baseUrl, samplePhotoUrl: photoUrl } = emulator;
  const service = { apiKey, baseUrl, photoUrl, isPaid: false, stop: () => Promise.resolve() };
  await editor.page.setViewportSize({ width, height: 800 });
  const example = filledIn(await readExample(), credential, service);
  const nodes = example.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
  await editor.openWorkflow({ ...example, nodes });
  const canvas = new Canvas(editor.page);
  await canvas.run(2);
  await canvas.fit();
  await canvas.isQuiet();
}

/** The open panel of a node as it starts, with its prompt and its image, and the film that it made. */
async function panel({ emulator, credential }: Stage, editor: Editor): Promise<void> {
  await editor.page.setViewportSize({ width, height: 1025 });
  const inputs = { prompt, imageUrl: emulator.samplePhotoUrl };
  const draft = chain('Panel', manualTrigger(), videoNode('AIHubMax Veo', inputs, credential));
  await editor.openNode(draft, 'AIHubMax Veo');
  const run = new Run(editor.page);
  await run.begin();
  await run.hasItems();
  await new Canvas(editor.page).isQuiet();
  await run.video();
}

const named = (name: string, theme: Theme) => (theme === 'dark' ? `${name}-dark` : name);

/** The README's pictures in one theme. */
export async function readmePictures(stage: Stage, album: Album, theme: Theme): Promise<void> {
  const editor = await signedIn(stage.browser, stage.n8n, { theme, width });
  const { page } = editor;
  await workflow(stage, editor);
  // Below the last node there is its name and subtitle, to its right the plus.
  const area = await areaOf(page.locator('.vue-flow__node'), 60);
  await album.keep(named('workflow', theme), page, { ...area, width: area.width + 90 });
  await panel(stage, editor);
  // Without its input side, which is empty here.
  const halves = page.getByTestId('node-parameters').or(page.getByTestId('output-panel'));
  await album.keep(named('create-and-wait', theme), page, await areaOf(halves));
  await page.close();
}
