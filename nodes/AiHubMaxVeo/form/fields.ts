/** The fields and the settings of the catalogue -> the parameters of the form. */
import type { INodeProperties } from 'n8n-workflow';
import { choiceLabel, sourceLabel, type Field, type MediaField } from '../catalogue/fields';
import { notices } from '../catalogue/models';
import { defaultMode, field, formCases, modelsWith, type FieldName } from '../catalogue/queries';
import { collections, settings, type Setting } from '../catalogue/settings';
import { forCollection, onRequest, rectangles, type Show } from './conditions';

export const taskIdExample = 'e.g. task-unified-1795340000-k3v9x2qa';

/** A parameter for a typed or chosen field, but for when to show it. */
function plainParameter(
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
        ...plainParameter(name, row, formCase),
        displayOptions: { show: isOption ? forCollection(show) : show },
        ...(row.builderHint && { builderHint: { propertyHint: row.builderHint } }),
      };
    }),
  );
  return isOption ? twins : usualAtBothEnds(twins);
}

/** `advice`: what must be said of a source before what the file is for. */
const sources = {
  url: {
    name: 'URL',
    description: 'A publicly accessible URL',
    advice: 'Must be publicly accessible. For files from Google Drive, Telegram, or a form, choose Binary. ',
  },
  binary: { name: 'Binary', description: 'A file from the input item (the node uploads it)', advice: '' },
  taskId: {
    name: 'Earlier Task',
    description: 'A video from an earlier task',
    advice: 'The task ID of the video to continue. ',
  },
};

/** The line below a source's parameter, or the example inside it. */
function sourceHint(
  row: MediaField,
  kind: keyof typeof sources,
): Pick<INodeProperties, 'hint' | 'placeholder'> {
  if (kind === 'url') return { placeholder: row.placeholder };
  if (kind === 'taskId') return { placeholder: taskIdExample };
  if (row.maxFiles > 1)
    return {
      hint: `The names of one to ${row.maxFiles} binary fields of the input item, separated by commas`,
    };
  // The names of two frames are found together, see files/requestFiles.
  const isAlone = row.binaryDefault === 'data';
  const more = isAlone
    ? `. Left as it is, it also takes an only ${row.mediaType} under another name`
    : ` that holds the ${row.mediaType}`;
  return { hint: `The name of the input item's binary field${more}` };
}

/** The choice of where a file comes from, and one parameter for each source. */
function mediaParameters(name: FieldName, row: MediaField): INodeProperties[] {
  const [initial] = row.sources;
  return rectangles(modelsWith(name)).flatMap((rectangle): INodeProperties[] => {
    const show = { ...onRequest, ...rectangle };
    return [
      {
        displayName: choiceLabel(row),
        name: row.parameters.source,
        type: 'options',
        options: row.sources.map((kind) => {
          const { name: option, description } = sources[kind];
          return { name: option, value: kind, description };
        }),
        default: initial,
        displayOptions: { show },
        description: `Where the ${row.maxFiles > 1 ? 'images come' : `${row.label.toLowerCase()} comes`} from`,
      },
      // Not `required`: with a selector by expression n8n would ask for the files of every mode before it runs anything.
      ...row.sources.map((kind): INodeProperties => {
        const start = kind === 'binary' ? row.binaryDefault : '';
        return {
          displayName: sourceLabel(row, kind),
          default: start,
          description: sources[kind].advice + row.help,
          name: row.parameters[kind] ?? '',
          type: 'string',
          ...sourceHint(row, kind),
          displayOptions: { show: { ...show, [row.parameters.source]: [kind] } },
        };
      }),
    ];
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

/** A limit that nobody reaches is not worth mentioning. */
const unreachable = 1_000_000;

function settingParameter(name: keyof typeof settings): INodeProperties {
  const row: Setting = settings[name];
  const { label: displayName, defaultValue: initial, help: description } = row;
  const base = { displayName, name, default: initial, description };
  if (row.kind === 'boolean') return { ...base, type: 'boolean' };
  if (row.kind === 'choice') {
    const options = Object.entries(row.choices).map(([value, label]) => ({ name: label, value }));
    return { ...base, type: 'options', options };
  }
  if (row.kind === 'text') {
    const { hint, placeholder } = row;
    return { ...base, type: 'string', ...(hint && { hint }), ...(placeholder && { placeholder }) };
  }
  const { min, max, defaultValue } = row;
  const range = max < unreachable ? ` From ${min} to ${max}; ${defaultValue} if not set.` : '';
  const typeOptions = { minValue: min, maxValue: max };
  return { ...base, type: 'number', typeOptions, description: description + range };
}

/** A setting outside of the collections. */
export const mainSetting = (name: keyof typeof settings, show: Show): INodeProperties => ({
  ...settingParameter(name),
  displayOptions: { show },
});

export const settingsIn = (place: keyof typeof collections): INodeProperties[] =>
  (Object.keys(settings) as (keyof typeof settings)[])
    .filter((name) => (settings[name] as Setting).place === place)
    .map(settingParameter);

export const collection = (
  name: keyof typeof collections,
  show: Show,
  members = settingsIn(name),
): INodeProperties => ({
  displayName: collections[name],
  name,
  type: 'collection',
  placeholder: 'Add option',
  default: {},
  // The order that n8n's lint wants.
  options: [...members].sort((one, other) => (one.displayName < other.displayName ? -1 : 1)),
  displayOptions: { show: forCollection(show) },
});
