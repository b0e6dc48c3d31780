/** n8n's parameters of one item -> a draft: what the user chose, spelled as the catalogue spells it, still unchecked. */
import type { IDataObject } from 'n8n-workflow';
import { field, fieldsOf, isModelId } from '../catalogue/queries';
import type { FieldName, ModelId } from '../catalogue/queries';
import { isBlank, spell } from './spelling';

/** Gives the value of a parameter for the item at hand, or `undefined` where the form does not show it. */
export type ReadParameter = (name: string) => unknown;

export interface Draft {
  model: unknown;
  /** Only what is filled in and what the model knows: a switched model leaves values of the former one behind. */
  values: Partial<Record<FieldName, unknown>>;
}

const rawValue = (name: FieldName, read: ReadParameter, options: IDataObject): unknown => {
  const row = field(name);
  if (row.place === 'options') return options[name];
  return read(row.kind === 'image' ? row.parameters.url : name);
};

function readValues(id: ModelId, read: ReadParameter): Draft['values'] {
  const options = (read('options') ?? {}) as IDataObject;
  const values: Draft['values'] = {};
  for (const name of fieldsOf(id)) {
    const raw = rawValue(name, read, options);
    if (!isBlank(raw)) values[name] = spell(field(name), raw);
  }
  return values;
}

export function readDraft(read: ReadParameter): Draft {
  const raw = read('model');
  const model = typeof raw === 'string' ? raw.trim() : raw;
  return { model, values: isModelId(model) ? readValues(model, read) : {} };
}
