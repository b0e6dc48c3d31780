/** A setting of the node -> its parameter; the names of a place in the order in which n8n wants them. */
import type { INodeProperties } from 'n8n-workflow';
import { collections, settings } from '../catalogue/settings';
import type { Setting, SettingName } from '../catalogue/settings';

/** A bound that nobody reaches is not worth telling. */
const unbounded = 1_000_000;

/** What n8n needs to know of a setting besides its texts. */
function shapeOf(row: Setting): Pick<INodeProperties, 'type' | 'typeOptions' | 'options' | 'hint'> {
  if (row.kind === 'number') return { type: 'number', typeOptions: { minValue: row.min, maxValue: row.max } };
  if (row.kind === 'boolean') return { type: 'boolean' };
  if (row.kind === 'text') return { type: 'string', hint: row.hint };
  return { type: 'options', options: Object.entries(row.choices).map(([value, name]) => ({ name, value })) };
}

function helpOf(row: Setting): string {
  if (row.kind !== 'number' || row.max >= unbounded) return row.help;
  return `${row.help} From ${row.min} to ${row.max}; ${row.defaultValue} if not set.`;
}

export function settingParameter(name: SettingName): INodeProperties {
  const row: Setting = settings[name];
  const { label: displayName, defaultValue: initial } = row;
  return { displayName, name, ...shapeOf(row), default: initial, description: helpOf(row) };
}

const names = Object.keys(settings) as SettingName[];

/** By letter codes: localeCompare loads a collator, which takes longer than the rest of the form. */
export const byLabel = (one: INodeProperties, other: INodeProperties): number =>
  one.displayName < other.displayName ? -1 : 1;

/** The settings of a collection, in the order of their labels. */
export const settingsIn = (place: Setting['place']): INodeProperties[] =>
  names
    .filter((name) => settings[name].place === place)
    .map(settingParameter)
    .sort(byLabel);

/** A collection with these members. */
export const collection = (name: keyof typeof collections, options: INodeProperties[]): INodeProperties => ({
  displayName: collections[name],
  name,
  type: 'collection',
  placeholder: 'Add option',
  default: {},
  options,
});
