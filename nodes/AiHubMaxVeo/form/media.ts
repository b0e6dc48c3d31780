/** A field that holds a file -> the choice of its source, and one parameter for each source. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { choiceLabel, sourceLabel } from '../catalogue/labels';
import { modelsWith } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import type { MediaField, SourceKind } from '../catalogue/types';
import { rectangles } from './conditions';
import { onRequest } from './show';

const choices: Record<SourceKind, INodePropertyOptions> = {
  url: { name: 'URL', value: 'url', description: 'A publicly accessible URL' },
  binary: {
    name: 'Binary',
    value: 'binary',
    description: 'A file from the input item (the node uploads it)',
  },
  taskId: { name: 'Earlier Task', value: 'taskId', description: 'A video from an earlier task' },
};

/** What has to be said of a source before what the file is for. */
const kindWords = {
  taskId: 'The task ID of the video to continue. ',
  url: 'Must be publicly accessible. For files from Google Drive, Telegram, or a form, choose Binary. ',
} as const;

/** What the form says about one source of a file. */
function wordsOf(
  row: MediaField,
  kind: SourceKind,
): Pick<INodeProperties, 'displayName' | 'default' | 'description'> {
  const { help, binaryDefault } = row;
  const displayName = sourceLabel(row, kind);
  const description = { ...kindWords, binary: '' }[kind] + help;
  return { displayName, default: kind === 'binary' ? binaryDefault : '', description };
}

/** A line below the parameter, or an example inside it. */
function helpOf(row: MediaField, kind: SourceKind): Pick<INodeProperties, 'hint' | 'placeholder'> {
  if (kind === 'url') return { placeholder: row.placeholder };
  if (kind === 'taskId') return { placeholder: 'e.g. task-unified-1795340000-k3v9x2qa' };
  const one = `The name of the input item's binary field that holds the ${row.mediaType}`;
  const many = `The names of one to ${row.maxFiles} binary fields of the input item, separated by commas`;
  return { hint: row.maxFiles > 1 ? many : one };
}

function sourceParameter(row: MediaField, kind: SourceKind): INodeProperties {
  const name = row.parameters[kind] ?? '';
  // Not `required`: with a selector by expression n8n would ask for the files of every mode before it runs anything.
  return { ...wordsOf(row, kind), name, type: 'string', ...helpOf(row, kind) };
}

export function mediaParameters(name: FieldName, row: MediaField): INodeProperties[] {
  return rectangles(modelsWith(name)).flatMap((rectangle) => {
    const show = { ...onRequest, ...rectangle };
    const [initial] = row.sources;
    const source: INodeProperties = {
      displayName: choiceLabel(row),
      name: row.parameters.source,
      type: 'options',
      options: row.sources.map((kind) => choices[kind]),
      default: initial,
      displayOptions: { show },
      description:
        row.maxFiles > 1 ? 'Where the images come from' : `Where the ${row.label.toLowerCase()} comes from`,
    };
    const parameters = row.sources.map((kind) => ({
      ...sourceParameter(row, kind),
      displayOptions: { show: { ...show, [row.parameters.source]: [kind] } },
    }));
    return [source, ...parameters];
  });
}
