/** Fields that are newer than this package: whatever the user wrote, as long as it is an object and leaves the rest alone. */
import type { Json } from '../json';
import type { Checked } from './checked';
import { slipIssue } from './slips';
import { isBlank, quote } from './normalize';

const label = 'Additional Fields';

/** Never replaced: what is paid for must be what the form shows. */
const protectedFields = ['model', 'prompt'];

const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Deeper than any request. A megabyte of brackets would hold up n8n for half a second. */
const deepest = 1_000;

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const mark = text.charAt(at);
    if (mark === '{' || mark === '[') depth += 1;
    else if (mark === '}' || mark === ']') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

function parse(text: string): unknown {
  if (isTooDeep(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function checkAdditional(raw: unknown): Checked<Json> {
  if (isBlank(raw)) return { value: {} };
  const fields = typeof raw === 'string' ? parse(raw) : raw;
  if (!isObject(fields))
    return { issues: [`${label} is ${quote(fields)}, but must be a JSON object such as {"field": 1}.`] };
  const taken = protectedFields.filter((name) => Object.hasOwn(fields, name));
  if (taken.length > 0)
    return { issues: [`${label} has "${taken.join('" and "')}", which may only be set in its own field.`] };
  const empty = Object.keys(fields).filter((name) => isBlank(fields[name]));
  if (empty.length > 0)
    return {
      issues: [`${label} has no value for "${empty.join('" and "')}": leave it out, or give it one.`],
    };
  const slips = Object.keys(fields).flatMap((name) => slipIssue(`${label}: ${name}`, fields[name]) ?? []);
  return slips.length > 0 ? { issues: slips } : { value: fields };
}
