import type { INodeParameters } from 'n8n-workflow';
import { chain, manualTrigger, videoNode, type StoredWorkflow } from '../../../dev/n8n/index.mts';
import type { Editor } from './editor.mts';
import { CredentialDialog } from './pages/credential.mts';
import { Form } from './pages/form.mts';
import { NodeCreator } from './pages/creator.mts';
import { Run } from './pages/run.mts';
import type { Album } from './pictures/album.mts';
import type { Stage } from './stage.mts';

/** What every case works on: one signed-in window of n8n's editor. */
export interface Bench extends Stage {
  readonly editor: Editor;
  /** Where what the window shows is kept for people who want to look at it. */
  readonly album?: Album;
  readonly creator: NodeCreator;
  readonly dialog: CredentialDialog;
  readonly form: Form;
  readonly run: Run;
}

export const nodeName = 'AIHubMax Veo';

/** The bench of a window. */
export function benchOf(stage: Stage, editor: Editor, album?: Album): Bench {
  const { page } = editor;
  const creator = new NodeCreator(page);
  const dialog = new CredentialDialog(page);
  return { ...stage, editor, album, creator, dialog, form: new Form(page), run: new Run(page) };
}

/** Opens a node with these parameters, in a workflow of its own. */
export async function openNode(
  { editor, credential }: Bench,
  parameters: INodeParameters,
): Promise<StoredWorkflow> {
  const draft = chain('Case', manualTrigger(), videoNode(nodeName, parameters, credential));
  return await editor.openNode(draft, nodeName);
}

/** Keeps what the window shows now, in both of n8n's themes, where there is an album: it costs as much as all the rest. */
export async function keep({ album, editor: { page } }: Bench, name: string): Promise<void> {
  if (!album) return;
  await album.keep(name, page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await album.keep(`${name} dark`, page);
  await page.emulateMedia({ colorScheme: 'light' });
}
