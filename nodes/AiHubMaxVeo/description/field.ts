/** A field of the catalogue -> the parameters that the form needs for it. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { field, formCases, modelIds } from '../catalogue/queries';
import type { FieldName, FormCase } from '../catalogue/queries';
import type { Field } from '../catalogue/types';
import { onCreate } from './show';

const optionsOf = (row: Field, choices: FormCase['choices']): INodePropertyOptions[] =>
  choices.map((value) => ({ name: (row.kind === 'choice' && row.names?.[String(value)]) || String(value), value }));

/** What n8n needs to know of a field besides when to show it. */
function shapeOf(name: FieldName, { choices }: FormCase): INodeProperties {
  const row = field(name);
  const { label: displayName, help: description, placeholder } = row;
  const initial = row.initial;
  const base = { displayName, description, default: initial, ...(placeholder && { placeholder }) };
  switch (row.kind) {
    case 'choice':
      return { ...base, name, type: 'options', options: optionsOf(row, choices) };
    case 'boolean':
      return { ...base, name, type: 'boolean' };
    case 'integer':
      return { ...base, name, type: 'number', typeOptions: { numberPrecision: 0 } };
    case 'image':
      return { ...base, name: row.parameters.url, type: 'string', required: true };
    case 'text':
      return { ...base, name, type: 'string', ...(row.rows && { typeOptions: { rows: row.rows } }) };
  }
}

const required = (row: Field) => (row.place === 'main' && row.kind === 'text' ? { required: true } : {});

/** Models of which all have the field need no condition, so an unknown model by expression still shows it. */
function conditions({ models, when }: FormCase, prefix: string): Record<string, FormCase['choices']> {
  return {
    ...(models.length < modelIds.length && { [`${prefix}model`]: models }),
    ...(when && { [`${prefix}${when.field}`]: when.values }),
  };
}

/** A main field: one parameter per set of choices, all of the same name, so that a saved value outlives a switch. */
export function mainParameters(name: FieldName): INodeProperties[] {
  return formCases(name).map((formCase) => ({
    ...shapeOf(name, formCase),
    ...required(field(name)),
    displayOptions: { show: { ...onCreate, ...conditions(formCase, '') } },
  }));
}

/** A member of the options collection; inside it a parameter of the form is addressed with a leading slash. */
export function optionParameters(name: FieldName): INodeProperties[] {
  return formCases(name).map((formCase) => {
    const show = conditions(formCase, '/');
    return { ...shapeOf(name, formCase), ...(Object.keys(show).length > 0 && { displayOptions: { show } }) };
  });
}
