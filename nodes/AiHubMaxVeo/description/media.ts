/** A field that holds a file -> the choice of its source, and one parameter for each source. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { modelsWith } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import type { MediaField, SourceKind } from '../catalogue/types';
import { rectangles } from './conditions';
import { onCreate } from './show';

const choices: Record<SourceKind, INodePropertyOptions> = {
  url: { name: 'URL', value: 'url', description: 'An address that the service can open without a login' },
  binary: { name: 'Binary', value: 'binary', description: 'A file of the input item; the node uploads it' },
  taskId: { name: 'Earlier Task', value: 'taskId', description: 'The video that a task of this node made' },
};

const several = ({ most }: MediaField) => (most > 1 ? 's' : '');

/** What n8n needs to know of one source's parameter besides when to show it. */
function sourceParameter(row: MediaField, kind: SourceKind): INodeProperties {
  const { label, help, placeholder, binaryInitial } = row;
  const base = { name: row.parameters[kind] ?? '', type: 'string', required: true } as const;
  if (kind === 'url') return { ...base, displayName: `${label} URL${several(row)}`, default: '', placeholder, description: help };
  if (kind === 'taskId') {
    const description = `The task ID of the video to continue. ${help}`;
    return { ...base, displayName: 'Source Task ID', default: '', placeholder: 'e.g. task-unified-1795340000-k3v9x2qa', description };
  }
  const displayName = row.most > 1 ? `${label} Binary Fields` : `${label} Binary Field`;
  const what = row.most > 1 ? 'Names of one to three binary fields, separated by commas' : 'Name of the binary field';
  return { ...base, displayName, default: binaryInitial, hint: `${what} of the input item`, description: help };
}

export function mediaParameters(name: FieldName, row: MediaField): INodeProperties[] {
  return rectangles(modelsWith(name)).flatMap((rectangle) => {
    const show = { ...onCreate, ...rectangle };
    const [initial] = row.sources;
    const source: INodeProperties = {
      displayName: `${row.label} Source`,
      name: row.parameters.source,
      type: 'options',
      options: row.sources.map((kind) => choices[kind]),
      default: initial,
      displayOptions: { show },
      description: `Where the ${row.label.toLowerCase()} comes from`,
    };
    const parameters = row.sources.map((kind) => ({
      ...sourceParameter(row, kind),
      displayOptions: { show: { ...show, [row.parameters.source]: [kind] } },
    }));
    return [source, ...parameters];
  });
}
