/** A draft -> what is wrong with it. Every issue names the field, the value and what is allowed. */
import {
  choicesOf,
  completed,
  controllerOf,
  field,
  fieldsOf,
  defaultOf,
  inputsOf,
  mode,
  modelLabel,
  modeOf,
  offeredOf,
} from '../catalogue/queries';
import type { FieldName, ModelId, Values } from '../catalogue/queries';
import type { Json } from '../json';
import { checkAdditional } from './additional';
import type { Draft } from './read';
import type { Checked } from './checked';
import { checkSource } from './sources';
import type { Source } from './sources';
import { looksLikeTime } from './aspectRatio';
import { slipIssue } from './slips';
import { quote } from './normalize';

/** A draft in which nothing is wrong, with values where a field must not stay empty. */
export interface CheckedRequest {
  id: ModelId;
  wireModel: string;
  values: Values;
  files: Partial<Record<FieldName, Source[]>>;
  additional: Json;
}

/** What else of the request decides which choices a field has. */
function circumstanceOf(id: ModelId, name: FieldName, values: Values): string {
  const controller = controllerOf(id, name);
  if (!controller) return '';
  const value = values[controller] ?? defaultOf(id, controller);
  return choicesOf(id, controller).includes(value as string)
    ? ` with ${field(controller).label} ${value}`
    : '';
}

function choiceIssue(id: ModelId, name: FieldName, values: Values): string | undefined {
  const allowed = offeredOf(id, name, values);
  if (allowed.includes(values[name] as string)) return undefined;
  const label = modelLabel(id);
  const circumstance = circumstanceOf(id, name, values);
  const advice = looksLikeTime(values[name]) ? ' Format the column of the spreadsheet as plain text.' : '';
  const range = allowed.length === 1 ? `allows only ${allowed.join()}` : `allows: ${allowed.join(', ')}`;
  return `${field(name).label} is ${quote(values[name])}, but ${label}${circumstance} ${range}.${advice}`;
}

const integerWanted = (value: unknown) =>
  typeof value === 'string' && /^[+-]?\d+$/.test(value)
    ? `between ${Number.MIN_SAFE_INTEGER} and ${Number.MAX_SAFE_INTEGER}`
    : 'a whole number';

function valueIssue(id: ModelId, name: FieldName, values: Values): string | undefined {
  const { kind, label } = field(name);
  const value = values[name] as unknown;
  const expects = (what: string) => `${label} is ${quote(value)}, but must be ${what}.`;
  const slip = slipIssue(label, value);
  if (slip) return slip;
  if (kind === 'choice') return choiceIssue(id, name, values);
  if (kind === 'boolean') return typeof value === 'boolean' ? undefined : expects('true or false');
  if (kind === 'integer') return Number.isSafeInteger(value) ? undefined : expects(integerWanted(value));
  return typeof value === 'string' ? undefined : expects('text');
}

/** Of a model that is newer than this package only AIHubMax can judge the values; a slip is one for every model. */
const unknownIssue = (id: ModelId, name: FieldName, values: Values): string | undefined =>
  field(name).kind === 'text' ? valueIssue(id, name, values) : slipIssue(field(name).label, values[name]);

function valueIssues({ id, isKnown }: Draft, values: Values): string[] {
  const isMissing = (name: FieldName) => field(name).kind !== 'media' && values[name] === undefined;
  const missing = inputsOf(id)
    .filter(isMissing)
    .map((name) => `${field(name).label} is empty, but the video needs it.`);
  const given = fieldsOf(id).filter((name) => values[name] !== undefined);
  const issueOf = isKnown ? valueIssue : unknownIssue;
  return [...missing, ...given.flatMap((name) => issueOf(id, name, values) ?? [])];
}

type Files = CheckedRequest['files'];

/** The files that can be used, and what is wrong with the others. */
function checkFiles({ files, id }: Draft, allowsPrivate: boolean): { files: Files; issues: string[] } {
  const circumstance = { allowsPrivate, mode: mode(modeOf(id)).label };
  const good: Files = {};
  const issues: string[] = [];
  for (const [name, source] of Object.entries(files) as [FieldName, Draft['files'][FieldName]][]) {
    const row = field(name);
    if (row.kind !== 'media' || !source) continue;
    const checked = checkSource(row, source, circumstance);
    if ('value' in checked) good[name] = checked.value;
    else issues.push(...checked.issues);
  }
  return { files: good, issues };
}

/** Whether everything is there without which there is no request, right or wrong. */
const hasInputs = ({ id, values, files }: CheckedRequest): boolean =>
  inputsOf(id).every((name) => (field(name).kind === 'media' ? files[name] : values[name]) !== undefined);

/**
 * All that is wrong with an item's draft, and the request as it would be sent all the same; null where no body can be made.
 * `allowsPrivate`: AIHubMax itself is on this network and can reach what is on it.
 */
export function examine(
  draft: Draft,
  allowsPrivate: boolean,
): { issues: string[]; request: CheckedRequest | null } {
  const { id, wireModel, isKnown } = draft;
  const values = isKnown ? completed(id, draft.values as Values) : (draft.values as Values);
  const { files, issues } = checkFiles(draft, allowsPrivate);
  const additional = checkAdditional(draft.additional);
  const request = { id, wireModel, values, files, additional: 'value' in additional ? additional.value : {} };
  return {
    issues: [...valueIssues(draft, values), ...issues, ...('issues' in additional ? additional.issues : [])],
    request: hasInputs(request) ? request : null,
  };
}

/** Checks one item's draft. */
export function validate(draft: Draft, allowsPrivate: boolean): Checked<CheckedRequest> {
  const { issues, request } = examine(draft, allowsPrivate);
  return request && issues.length === 0 ? { value: request } : { issues };
}
