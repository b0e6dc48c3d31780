/** A field of the catalogue that is typed or chosen -> the parameters that the form needs for it. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { formCases } from '../catalogue/form';
import type { FormCase } from '../catalogue/form';
import { field } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import type { ChoiceField, PlainField } from '../catalogue/types';
import { rectangles } from './conditions';
import type { Conditions } from './conditions';
import { onCreate } from './show';

type Row = ChoiceField | PlainField;

const optionsOf = ({ names }: ChoiceField, choices: FormCase['choices']): INodePropertyOptions[] =>
  choices.map((value) => ({ name: names?.[String(value)] ?? String(value), value }));

/** What n8n needs to know of a field besides when to show it. */
function shapeOf(name: string, row: Row, { choices, initial }: FormCase): INodeProperties {
  const { label: displayName, help: description, placeholder } = row;
  const base = { displayName, name, description, default: initial, ...(placeholder && { placeholder }) };
  if (row.kind === 'choice') return { ...base, type: 'options', options: optionsOf(row, choices) };
  if (row.kind === 'boolean') return { ...base, type: 'boolean' };
  if (row.kind === 'integer') return { ...base, type: 'number', typeOptions: { numberPrecision: 0 } };
  const isRequired = row.place === 'main' && { required: true };
  return { ...base, type: 'string', ...isRequired, ...(row.rows && { typeOptions: { rows: row.rows } }) };
}

function conditionsOf({ models, when }: FormCase, prefix: string): Conditions[] {
  const controlled: Conditions = when ? { [`${prefix}${when.field}`]: when.values } : {};
  return rectangles(models, prefix).map((rectangle) => ({ ...rectangle, ...controlled }));
}

/** With a selector by expression n8n takes the default of the last twin: so that of the usual mode and model comes last. */
export const lastFirst = <Twin>(twins: readonly Twin[]): Twin[] => [...twins].reverse();

/** A main field: one parameter per set of choices, all of the same name, so that a saved value outlives a switch. */
export function mainParameters(name: FieldName, row: Row): INodeProperties[] {
  return lastFirst(formCases(name)).flatMap((formCase) =>
    conditionsOf(formCase, '').map((conditions) => ({
      ...shapeOf(name, row, formCase),
      displayOptions: { show: { ...onCreate, ...conditions } },
    })),
  );
}

/** A member of the options collection; inside it a parameter of the form is addressed with a leading slash. */
export function optionParameters(name: FieldName): INodeProperties[] {
  const row = field(name);
  if (row.kind === 'media') return [];
  return formCases(name).flatMap((formCase) =>
    conditionsOf(formCase, '/').map((show) => ({
      ...shapeOf(name, row, formCase),
      ...(Object.keys(show).length > 0 && { displayOptions: { show } }),
    })),
  );
}
