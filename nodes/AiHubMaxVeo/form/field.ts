/** A field of the catalogue that is typed or chosen -> the parameters that the form needs for it. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { formCases } from '../catalogue/form';
import type { FormCase } from '../catalogue/form';
import { defaultMode, field } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import type { ChoiceField, PlainField } from '../catalogue/types';
import { rectangles } from './conditions';
import { onRequest } from './show';
import type { Show } from './show';

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

function conditionsOf({ models, when }: FormCase, prefix: string): Show[] {
  const controlled: Show = when ? { [`${prefix}${when.field}`]: when.values } : {};
  return rectangles(models, prefix).map((rectangle) => ({ ...rectangle, ...controlled }));
}

/** Whether a twin is shown for the mode that the form starts with. */
function isUsual({ displayOptions }: INodeProperties): boolean {
  const { mode, model } = displayOptions?.show ?? {};
  return (!mode || mode.includes(defaultMode)) && (!model || model.includes('standard'));
}

/** Two twins that show together what one shows; the first has the values that the form starts with. */
function split(twin: INodeProperties): [INodeProperties, INodeProperties] | [INodeProperties] {
  const show = twin.displayOptions?.show ?? {};
  const name = ['mode', 'model'].find((one) => (show[one]?.length ?? 0) > 1);
  const [first, ...others] = (name && show[name]) ?? [];
  if (!name || first === undefined) return [twin];
  const showing = (values: typeof others): INodeProperties => ({
    ...twin,
    displayOptions: { show: { ...show, [name]: values } as Show },
  });
  return [showing([first]), showing(others)];
}

/**
 * n8n's AI builders read the first of several twins, and the editor takes the default of the last one where a selector is
 * an expression: so both are of the mode and the model that the form starts with. `twins`: without an order.
 */
export function usualAtBothEnds(twins: INodeProperties[]): INodeProperties[] {
  const usual = twins.find(isUsual);
  if (!usual || twins.length === 1) return twins;
  const others = twins.filter((twin) => twin !== usual);
  const alike = others.find(
    (twin) => JSON.stringify([twin.default, twin.options]) === JSON.stringify([usual.default, usual.options]),
  );
  const [first, last] = alike ? [usual, alike] : split(usual);
  return [first, ...others.filter((twin) => twin !== alike), ...(last ? [last] : [])];
}

/** A main field: one parameter per set of choices, all of the same name, so that a saved value outlives a switch. */
export function mainParameters(name: FieldName, row: Row): INodeProperties[] {
  const twins = formCases(name).flatMap((formCase) =>
    conditionsOf(formCase, '').map((conditions) => ({
      ...shapeOf(name, row, formCase),
      displayOptions: { show: { ...onRequest, ...conditions } },
    })),
  );
  return usualAtBothEnds(twins);
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
