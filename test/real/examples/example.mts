import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INode, IPinData } from 'n8n-workflow';
import { projectFolder, type WorkflowDraft } from '../../../dev/n8n/index.mts';

/** A workflow file as users import it. */
export interface Example extends WorkflowDraft {
  readonly pinData: IPinData;
}

/** The image of the examples, as anybody can open it. */
export const sampleImageUrl =
  'https://raw.githubusercontent.com/n8n-nodes-aihubmax-veo/n8n-nodes-aihubmax-veo/HEAD/examples/sample-photo.jpg';

const folder = join(projectFolder, 'examples');

/** The names of all example files. */
export async function exampleFiles(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
}

export async function readText(file: string): Promise<string> {
  return await readFile(join(folder, file), 'utf8');
}

export async function readExample(file: string): Promise<Example> {
  return JSON.parse(await readText(file));
}

const isNote = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';

/** The nodes that do something. */
export const workers = ({ nodes }: WorkflowDraft): INode[] => nodes.filter((node) => !isNote(node));

export const notes = ({ nodes }: WorkflowDraft): INode[] => nodes.filter(isNote);

/** Names of the nodes after which nothing comes: where a workflow can end. */
export function endsOf(draft: WorkflowDraft): string[] {
  return workers(draft)
    .map(({ name }) => name)
    .filter((name) => !draft.connections[name]);
}
