/** The node's own settings -> the parameters of the form. */
import type { INodeProperties } from 'n8n-workflow';
import { collections, settings } from '../catalogue/settings';
import type { Setting } from '../catalogue/settings';
import { forCollection } from './conditions';
import type { Show } from './conditions';

/** A limit that nobody reaches is not worth mentioning. */
const unreachable = 1_000_000;

function shapeOf(
  row: Setting,
): Pick<INodeProperties, 'type' | 'typeOptions' | 'options' | 'hint' | 'placeholder'> {
  if (row.kind === 'number') return { type: 'number', typeOptions: { minValue: row.min, maxValue: row.max } };
  if (row.kind === 'boolean') return { type: 'boolean' };
  if (row.kind === 'text') {
    const { hint, placeholder } = row;
    return { type: 'string', ...(hint && { hint }), ...(placeholder && { placeholder }) };
  }
  return { type: 'options', options: Object.entries(row.choices).map(([value, name]) => ({ name, value })) };
}

function settingParameter(name: keyof typeof settings): INodeProperties {
  const row: Setting = settings[name];
  const { label: displayName, defaultValue: initial, help } = row;
  const isBounded = row.kind === 'number' && row.max < unreachable;
  const range = isBounded ? ` From ${row.min} to ${row.max}; ${row.defaultValue} if not set.` : '';
  return { displayName, name, ...shapeOf(row), default: initial, description: help + range };
}

/** A setting outside of the collections. */
export const mainSetting = (name: keyof typeof settings, show: Show, hint?: string): INodeProperties => ({
  ...settingParameter(name),
  ...(hint && { hint }),
  displayOptions: { show },
});

export const settingsIn = (place: keyof typeof collections): INodeProperties[] =>
  (Object.keys(settings) as (keyof typeof settings)[])
    .filter((name) => (settings[name] as Setting).place === place)
    .map(settingParameter);

export function collection(
  name: keyof typeof collections,
  show: Show,
  members = settingsIn(name),
): INodeProperties {
  return {
    displayName: collections[name],
    name,
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    // The order that n8n's lint wants.
    options: [...members].sort((one, other) => (one.displayName < other.displayName ? -1 : 1)),
    displayOptions: { show: forCollection(show) },
  };
}
