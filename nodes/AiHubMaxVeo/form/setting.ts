/** A numeric setting of the node -> its parameter. */
import type { INodeProperties } from 'n8n-workflow';
import { settings } from '../catalogue/settings';
import type { SettingName } from '../catalogue/settings';

/** A bound that nobody reaches is not worth telling. */
const unbounded = 1_000_000;

export function numberParameter(name: SettingName, description: string): INodeProperties {
  const { label: displayName, initial, least: minValue, most: maxValue } = settings[name];
  const bounds = maxValue < unbounded ? ` From ${minValue} to ${maxValue}; ${initial} if not set.` : '';
  return {
    displayName,
    name,
    type: 'number',
    typeOptions: { minValue, maxValue },
    default: initial,
    description: description + bounds,
  };
}
