/** A draft -> what is wrong with it. Every issue names the field, the value and what is allowed. */
import { choicesOf, completed, controllerOf, field, fieldsOf, inputsOf, isModelId, model, modelIds } from '../catalogue/queries';
import type { FieldName, ModelId, Values } from '../catalogue/queries';
import type { Value } from '../catalogue/types';
import type { Draft } from './read';
import { shown } from './spelling';

/** A draft in which nothing is wrong, blanks filled that must not stay blank. */
export interface CheckedRequest {
  model: ModelId;
  values: Values;
}

export type Verdict = { request: CheckedRequest } | { issues: string[] };

const listed = (values: readonly Value[]): string => values.join(', ');

/** What else of the request decides which choices a field has. */
function circumstanceOf(id: ModelId, name: FieldName, values: Values): string {
  const controller = controllerOf(id, name);
  if (!controller) return '';
  const value = values[controller] ?? field(controller).initial;
  return choicesOf(id, controller).includes(value as string) ? ` with ${field(controller).label} ${value}` : '';
}

function choiceIssue(id: ModelId, name: FieldName, values: Values): string | undefined {
  const allowed = choicesOf(id, name, values);
  if (allowed.includes(values[name] as string)) return undefined;
  const circumstance = circumstanceOf(id, name, values);
  return `${field(name).label} is ${shown(values[name])}, but ${model(id).label}${circumstance} allows: ${listed(allowed)}.`;
}

function fieldIssue(id: ModelId, name: FieldName, values: Values): string | undefined {
  const { kind, label } = field(name);
  const value = values[name] as unknown;
  const expects = (what: string) => `${label} is ${shown(value)}, but must be ${what}.`;
  if (kind === 'choice') return choiceIssue(id, name, values);
  if (kind === 'boolean') return typeof value === 'boolean' ? undefined : expects('true or false');
  if (kind === 'integer') return Number.isSafeInteger(value) ? undefined : expects('a whole number');
  if (typeof value !== 'string') return expects('text');
  if (kind === 'image' && !/^https?:\/\/\S+$/i.test(value)) return expects('an address that starts with http:// or https://');
  return undefined;
}

/** Checks one item's draft against the catalogue. */
export function validate(draft: Draft): Verdict {
  const id = draft.model;
  if (!isModelId(id)) return { issues: [`Model is ${shown(id)}, but must be one of: ${listed(modelIds)}.`] };
  const values = completed(id, draft.values as Values);
  const missing = inputsOf(id).filter((name) => values[name] === undefined);
  const given = fieldsOf(id).filter((name) => values[name] !== undefined);
  const issues = [
    ...missing.map((name) => `${field(name).label} is empty, but ${model(id).label} needs it.`),
    ...given.flatMap((name) => fieldIssue(id, name, values) ?? []),
  ];
  return issues.length > 0 ? { issues } : { request: { model: id, values } };
}
