import type { INodeParameters } from 'n8n-workflow';
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

/** The example workflow after a run. */
async function workflow({ emulator, credential }: Stage, editor: Editor): Promise<void> {
  const { key: apiKey, url: baseUrl, samplePhotoUrl: photoUrl } = emulator;
  const service = { apiKey, baseUrl, photoUrl, isPaid: false, stop: () => Promise.resolve() };
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
  await new Canvas(editor.page).isQuiet();
}

interface Panel {
  readonly name: string;
  /** Of the window: as much as the form needs. */
  readonly height: number;
  readonly parameters: INodeParameters;
  /** What is looked at after the run. */
  readonly then: (run: Run) => Promise<unknown>;
}

function panels({ emulator }: Stage): Panel[] {
  const inputs = { prompt, imageUrl: emulator.samplePhotoUrl, model: 'fast' };
  const waiting = { operation: 'createAndWait', ...inputs, resolution: '720p', downloadVideo: true };
  const status = { operation: 'getStatus', taskId: emulator.tasks()[0]?.id ?? '' };
  const asJson = (run: Run) => run.showAs('json');
  return [
    { name: 'create-and-wait', height: 1190, parameters: waiting, then: (run) => run.video() },
    { name: 'create', height: 1120, parameters: { operation: 'create', ...inputs }, then: asJson },
    { name: 'get-status', height: 680, parameters: status, then: asJson },
  ];
}

const named = (name: string, theme: Theme) => (theme === 'dark' ? `${name}-dark` : name);

/** The README's pictures in one theme. */
export async function readmePictures(stage: Stage, album: Album, theme: Theme): Promise<void> {
  const editor = await signedIn(stage.browser, stage.n8n, { theme, width });
  const { page } = editor;
  await workflow(stage, editor);
  // Below the last node there is its name and subtitle.
  await album.keep(named('workflow', theme), page, await areaOf(page.locator('.vue-flow__node'), 60));
  for (const { name, height, parameters, then } of panels(stage)) {
    await page.setViewportSize({ width, height });
    await panel(stage, editor, parameters);
    await then(new Run(page));
    // Without its input side, which is empty here.
    const halves = page.getByTestId('node-parameters').or(page.getByTestId('output-panel'));
    await album.keep(named(name, theme), page, await areaOf(halves));
  }
  await page.close();
}
