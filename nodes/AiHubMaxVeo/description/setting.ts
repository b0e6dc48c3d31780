/** A numeric setting of the node -> its parameter. */
import type { INodeProperties } from 'n8n-workflow';
import { settings } from '../catalogue/settings';
import type { SettingName } from '../catalogue/settings';

export function numberParameter(name: SettingName, description: string): INodeProperties {
  const { label: displayName, initial, least: minValue, most: maxValue } = settings[name];
  return {
    displayName,
    name,
    type: 'number',
    typeOptions: { minValue, maxValue },
    default: initial,
    description,
  };
}
