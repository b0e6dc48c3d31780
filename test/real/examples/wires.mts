import type { WorkflowDraft } from '../../../dev/n8n/index.mts';
import { workers } from './example.mts';

function targetsIn({ connections }: WorkflowDraft): string[] {
  const outputs = Object.values(connections).flatMap((byType) => Object.values(byType).flat());
  return outputs.flatMap((targets) => targets ?? []).map(({ node }) => node);
}

/** Ends of wires that are no nodes, names that occur twice, and nodes that no wire touches. */
export function strangersIn(draft: WorkflowDraft): string[] {
  const names = workers(draft).map(({ name }) => name);
  const wired = [...Object.keys(draft.connections), ...targetsIn(draft)];
  const unknown = wired.filter((name) => !names.includes(name));
  const doubled = names.filter((name, index) => names.indexOf(name) !== index);
  return [...unknown, ...doubled, ...names.filter((name) => !wired.includes(name))];
}
