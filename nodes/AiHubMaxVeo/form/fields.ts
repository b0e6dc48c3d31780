/** The fields of the catalogue -> the parameters of the form. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { choiceLabel, sourceLabel } from '../catalogue/fields';
import { notices } from '../catalogue/models';
import { defaultMode, field, formCases, modelsWith } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import type { Field, MediaField, SourceKind } from '../catalogue/fields';
import { forCollection, onRequest, rectangles } from './conditions';
import type { Show } from './conditions';

export const taskIdExample = 'e.g. task-unified-1795340000-k3v9x2qa';

/** What n8n needs to know of a typed or chosen field, besides when to show it. */
function shapeOf(
  name: string,
  row: Exclude<Field, MediaField>,
  { choices, initial }: ReturnType<typeof formCases>[number],
): INodeProperties {
  const { label: displayName, help: description, placeholder } = row;
  const base = { displayName, name, description, default: initial, ...(placeholder && { placeholder }) };
  if (row.kind === 'choice') {
    const options = choices.map((value) => ({ name: row.names?.[String(value)] ?? String(value), value }));
    return { ...base, type: 'options', options };
  }
  if (row.kind === 'boolean') return { ...base, type: 'boolean' };
  if (row.kind === 'integer') return { ...base, type: 'number', typeOptions: { numberPrecision: 0 } };
  const isRequired = !row.place && { required: true };
  return { ...base, type: 'string', ...isRequired, ...(row.rows && { typeOptions: { rows: row.rows } }) };
}

/** Whether a twin is shown for the mode that the form starts with, and the variant that takes everything. */
function isUsual({ displayOptions }: INodeProperties): boolean {
  const { mode, model } = displayOptions?.show ?? {};
  return (!mode || mode.includes(defaultMode)) && (!model || model.includes('standard'));
}

/** Two twins that together are shown when this one is; the first for a single mode or model. */
function split(twin: INodeProperties): INodeProperties[] {
  const show: Show = twin.displayOptions?.show ?? {};
  const name = ['mode', 'model'].find((selector) => (show[selector]?.length ?? 0) > 1);
  if (!name) return [twin];
  const values = show[name] ?? [];
  return [values.slice(0, 1), values.slice(1)].map((part) => ({
    ...twin,
    displayOptions: { show: { ...show, [name]: part } as Show },
  }));
}

/**
 * n8n's AI builders read the first of several twins, and the editor takes the default of the last one where a selector is
 * an expression. So the first and the last are those of Image to Video with everything that its standard variant takes.
 */
export function usualAtBothEnds(twins: INodeProperties[]): INodeProperties[] {
  const usual = twins.find(isUsual);
  if (!usual || twins.length === 1) return twins;
  const others = twins.filter((twin) => twin !== usual);
  const offer = (twin: INodeProperties) => JSON.stringify([twin.default, twin.options]);
  const alike = others.find((twin) => offer(twin) === offer(usual));
  const [first = usual, ...last] = alike ? [usual, alike] : split(usual);
  return [first, ...others.filter((twin) => twin !== alike), ...last];
}

/** One parameter per set of choices, all of the same name, so that a saved value survives a switch. */
function plainParameters(name: FieldName, row: Exclude<Field, MediaField>): INodeProperties[] {
  const isOption = row.place === 'options';
  const twins = formCases(name).flatMap((formCase) =>
    rectangles(formCase.models).map((rectangle) => {
      const { when } = formCase;
      const show = { ...onRequest, ...rectangle, ...(when && { [when.field]: when.values }) };
      return {
        ...shapeOf(name, row, formCase),
        displayOptions: { show: isOption ? forCollection(show) : show },
        ...(row.builderHint && { builderHint: { propertyHint: row.builderHint } }),
      };
    }),
  );
  return isOption ? twins : usualAtBothEnds(twins);
}

const sourceOptions: Record<SourceKind, INodePropertyOptions> = {
  url: { name: 'URL', value: 'url', description: 'A publicly accessible URL' },
  binary: {
    name: 'Binary',
    value: 'binary',
    description: 'A file from the input item (the node uploads it)',
  },
  taskId: { name: 'Earlier Task', value: 'taskId', description: 'A video from an earlier task' },
};

/** What must be said of a source before what the file is for. */
const sourceAdvice: Record<SourceKind, string> = {
  url: 'Must be publicly accessible. For files from Google Drive, Telegram, or a form, choose Binary. ',
  binary: '',
  taskId: 'The task ID of the video to continue. ',
};

/** The line below a source's parameter, or the example inside it. */
function sourceHint(row: MediaField, kind: SourceKind): Pick<INodeProperties, 'hint' | 'placeholder'> {
  if (kind === 'url') return { placeholder: row.placeholder };
  if (kind === 'taskId') return { placeholder: taskIdExample };
  // The names of two frames are found together, see files/requestFiles.
  const isAlone = row.binaryDefault === 'data';
  const more = isAlone
    ? `. Left as it is, it also takes an only ${row.mediaType} under another name`
    : ` that holds the ${row.mediaType}`;
  if (row.maxFiles === 1) return { hint: `The name of the input item's binary field${more}` };
  return { hint: `The names of one to ${row.maxFiles} binary fields of the input item, separated by commas` };
}

/** Not `required`: with a selector by expression n8n would ask for the files of every mode before it runs anything. */
function sourceParameter(row: MediaField, kind: SourceKind, show: Show): INodeProperties {
  const initial = kind === 'binary' ? row.binaryDefault : '';
  return {
    displayName: sourceLabel(row, kind),
    default: initial,
    description: sourceAdvice[kind] + row.help,
    name: row.parameters[kind] ?? '',
    type: 'string',
    ...sourceHint(row, kind),
    displayOptions: { show: { ...show, [row.parameters.source]: [kind] } },
  };
}

/** The choice of where a file comes from, and one parameter for each source. */
function mediaParameters(name: FieldName, row: MediaField): INodeProperties[] {
  const [initial] = row.sources;
  return rectangles(modelsWith(name)).flatMap((rectangle) => {
    const show = { ...onRequest, ...rectangle };
    const source: INodeProperties = {
      displayName: choiceLabel(row),
      name: row.parameters.source,
      type: 'options',
      options: row.sources.map((kind) => sourceOptions[kind]),
      default: initial,
      displayOptions: { show },
      description: `Where the ${row.maxFiles > 1 ? 'images come' : `${row.label.toLowerCase()} comes`} from`,
    };
    return [source, ...row.sources.map((kind) => sourceParameter(row, kind, show))];
  });
}

export const noticesBelow = (name: FieldName | 'model'): INodeProperties[] =>
  notices
    .filter((notice) => notice.below === name)
    .map((notice) => ({
      displayName: notice.text,
      name: notice.name,
      type: 'notice' as const,
      default: '',
      displayOptions: { show: { ...onRequest, ...notice.when } },
    }));

/** The parameters of a field and the notices below them. */
export function fieldParameters(name: FieldName): INodeProperties[] {
  const row = field(name);
  const own = row.kind === 'media' ? mediaParameters(name, row) : plainParameters(name, row);
  return [...own, ...noticesBelow(name)];
}
