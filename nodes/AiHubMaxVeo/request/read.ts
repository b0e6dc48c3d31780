/** n8n's parameters of one item -> a draft: what the user chose, spelled as the catalogue spells it, still unchecked. */
import type { IDataObject } from 'n8n-workflow';
import { field, fieldsOf, measurable } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import type { Checked } from './checked';
import { readSelection } from './select';
import type { Selection } from './select';
import { readSource } from './sources';
import { isBlank, normalize } from './normalize';

/** Gives the value of a parameter for the item at hand; nothing where the form does not show it. */
export type ReadParameter = (name: string) => unknown;

export interface Draft extends Selection {
  /** Only what is filled in and what the model knows: a switched model leaves values of the former one behind. */
  values: Partial<Record<FieldName, unknown>>;
  files: Partial<Record<FieldName, ReturnType<typeof readSource>>>;
  /** Fields that are newer than this package. */
  additional: unknown;
}

function fill(draft: Draft, name: FieldName, read: ReadParameter): void {
  const row = field(name);
  if (row.kind === 'media') {
    draft.files[name] = readSource(row, read);
    return;
  }
  const options = (read('options') ?? {}) as IDataObject;
  const raw = row.place === 'options' ? options[name] : read(name);
  if (!isBlank(raw)) draft.values[name] = measurable(draft.id, name, normalize(row, raw));
}

/** The draft of an item, or what is wrong with its choice of mode and model. */
export function readDraft(read: ReadParameter): Checked<Draft> {
  const checked = readSelection(read);
  if ('issues' in checked) return checked;
  const selection = checked.value;
  const { additionalFields: additional } = (read('options') ?? {}) as IDataObject;
  const draft: Draft = { ...selection, values: {}, files: {}, additional };
  for (const name of fieldsOf(selection.id)) fill(draft, name, read);
  return { value: draft };
}
