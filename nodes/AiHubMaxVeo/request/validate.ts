/** A draft -> what is wrong with it. Every issue names the field, the value and what is allowed. */
import {
  choicesOf,
  completed,
  controllerOf,
  defaultOf,
  field,
  fieldsOf,
  inputsOf,
  modelLabel,
  offeredOf,
} from '../catalogue/queries';
import type { FieldName, ModelId, Values } from '../catalogue/queries';
import { isObject, parseJson, partsOf, recordOf, type Json } from '../json';
import { isBlank, mustBe, mustBeText, quote, slipIssue } from './checked';
import type { Checked, CheckedRequest, ReadParameter } from './checked';
import { readDraft, type Draft } from './read';
import { looksLikeTime } from './values';

function choiceIssue(id: ModelId, name: FieldName, values: Values): string | undefined {
  const value = values[name];
  const allowed = offeredOf(id, name, values);
  if (allowed.includes(value as string)) return undefined;
  // What else of the request decides which choices the field has.
  const controller = controllerOf(id, name);
  const deciding = controller && (values[controller] ?? defaultOf(id, controller));
  const isChoice = controller && choicesOf(id, controller).includes(deciding as string);
  const circumstance = isChoice ? ` with ${field(controller).label} ${deciding}` : '';
  const last = allowed.at(-1);
  const range = allowed.length === 1 ? `only ${last}` : `${allowed.slice(0, -1).join(', ')} or ${last}`;
  const advice = looksLikeTime(value) ? ' Format the column of the spreadsheet as plain text.' : '';
  return `${field(name).label} is ${quote(value)}, but ${modelLabel(id)}${circumstance} allows ${range}.${advice}`;
}

function valueIssue({ id, isKnown }: Draft, name: FieldName, values: Values): string | undefined {
  const { kind, label } = field(name);
  const value: unknown = values[name];
  const slip = slipIssue(label, value);
  if (slip) return slip;
  if (kind === 'text') return typeof value === 'string' ? undefined : mustBeText(label, value);
  // Of a model that is newer than this package only AIHubMax can judge the values; a slip is one for every model.
  if (!isKnown) return undefined;
  if (kind === 'choice') return choiceIssue(id, name, values);
  if (kind === 'boolean')
    return typeof value === 'boolean' ? undefined : mustBe(label, value, 'true or false');
  if (Number.isSafeInteger(value)) return undefined;
  const isTooLarge = typeof value === 'string' ? /^[+-]?\d+$/.test(value) : Number.isInteger(value);
  const range = `between ${Number.MIN_SAFE_INTEGER} and ${Number.MAX_SAFE_INTEGER}`;
  return mustBe(label, value, isTooLarge ? range : 'a whole number');
}

function valueIssues(draft: Draft, values: Values): string[] {
  const missing = inputsOf(draft.id)
    .filter((name) => field(name).kind !== 'media' && values[name] === undefined)
    .map((name) => `${field(name).label} is empty, but the video needs it.`);
  const given = fieldsOf(draft.id).filter((name) => values[name] !== undefined);
  return [...missing, ...given.flatMap((name) => valueIssue(draft, name, values) ?? [])];
}

/** At any depth. Every one of them takes time of n8n's only thread, and no request has nearly as many. */
const maxNames = 1_000;

function hasTooManyNames(fields: object): boolean {
  const parts = [fields];
  let count = 0;
  for (const part of parts) {
    count += Array.isArray(part) ? part.length : Object.keys(part).length;
    if (count > maxNames) return true;
    parts.push(...Object.values(part).filter(isObject));
  }
  return false;
}

/** The same of a text, which is not read for that: of a megabyte of it JSON.parse takes up to half a second. */
function hasTooManyMarks(text: string): boolean {
  let count = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const mark = text.charAt(at);
    if (mark === '\\') at += 1;
    else if (mark === '"') isQuoted = !isQuoted;
    // A name takes a colon, a comma and a bracket at most.
    else if (!isQuoted && '{[:,'.includes(mark) && ++count > 3 * maxNames + 1) return true;
  }
  return false;
}

/** Fields that are newer than this package: whatever the user wrote, as long as it is an object and leaves the rest alone. */
function checkAdditional(raw: unknown): Checked<Json> {
  const label = 'Additional Fields';
  const refused = (issue: string) => ({ issues: [issue] });
  if (isBlank(raw)) return { value: {} };
  const parsed = typeof raw === 'string' && !hasTooManyMarks(raw) ? parseJson(raw) : raw;
  const isLong = typeof parsed === 'string' && parsed.trimStart().startsWith('{') && hasTooManyMarks(parsed);
  if (isLong || (isObject(parsed) && hasTooManyNames(parsed)))
    return refused(`${label} has more than the ${maxNames} names that are allowed.`);
  if (!isObject(parsed) || Array.isArray(parsed))
    return refused(mustBe(label, parsed, 'a JSON object such as {"field": 1}'));
  const fields = recordOf(parsed);
  const names = Object.keys(fields);
  // What is paid for must be what the form shows.
  const taken = ['model', 'prompt'].filter((name) => names.includes(name)).join('" and "');
  if (taken) return refused(`${label} has "${taken}", which may only be set in its own field.`);
  const empty = names.filter((name) => isBlank(fields[name]));
  if (empty.length > 0)
    return refused(`${label} has no value for "${empty.join('" and "')}": leave it out, or give it one.`);
  const slips = partsOf(fields).flatMap(
    ({ keys, value }) => slipIssue(`${label}: ${keys.join('.')}`, value) ?? [],
  );
  return slips.length > 0 ? { issues: slips } : { value: fields };
}

/**
 * All that is wrong with an item, and the request as it would be sent all the same; null where no body can be made.
 * `allowsPrivate`: AIHubMax itself is on this network and can reach what is on it.
 */
export function examine(
  read: ReadParameter,
  allowsPrivate: boolean,
): { issues: string[]; request: CheckedRequest | null } {
  const reading = readDraft(read, allowsPrivate);
  if ('issues' in reading) return { issues: reading.issues, request: null };
  const { value: draft } = reading;
  const { id, wireModel, isKnown } = draft;
  const values = isKnown ? completed(id, draft.values as Values) : (draft.values as Values);
  const issues = valueIssues(draft, values);
  const files: CheckedRequest['files'] = {};
  for (const [name, sources] of Object.entries(draft.files))
    if ('issues' in sources) issues.push(...sources.issues);
    else files[name as FieldName] = sources.value;
  const checked = checkAdditional(draft.additional);
  if ('issues' in checked) issues.push(...checked.issues);
  const additional = 'value' in checked ? checked.value : {};
  const isWhole = inputsOf(id).every((name) => (files[name] ?? values[name]) !== undefined);
  const request: CheckedRequest = { id, wireModel, values, files, additional };
  return { issues, request: isWhole ? request : null };
}

export function validate(read: ReadParameter, allowsPrivate: boolean): Checked<CheckedRequest> {
  const { issues, request } = examine(read, allowsPrivate);
  return request && issues.length === 0 ? { value: request } : { issues };
}
