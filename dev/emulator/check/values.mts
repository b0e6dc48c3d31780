/** Whether one value is what the schema says, by the field's kind. */
import type { Field } from '../../../nodes/AiHubMaxVeo/catalogue/types.ts';
import { invalid, Refusal, typeOf } from '../refusal.mts';

const isWebAddress = (value: string): boolean =>
  URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);

/** Throws unless the value is an http(s) address; the service takes neither data URLs nor bare names. */
function checkAddress(wire: string, value: unknown): void {
  if (typeof value !== 'string') throw invalid(`${wire} must be a string`);
  if (isWebAddress(value)) return;
  const message = `${wire} is not a publicly reachable http(s) URL`;
  throw new Refusal(422, { type: typeOf(422), code: 'invalid_image_url', message });
}

function checkAddresses(wire: string, value: unknown): void {
  if (!Array.isArray(value) || value.length === 0) throw invalid(`${wire} must be a list of URLs`);
  value.forEach((address) => checkAddress(wire, address));
}

function checkText(wire: string, value: unknown): void {
  if (typeof value !== 'string') throw invalid(`${wire} must be a string`);
}

function checkChoice(wire: string, value: unknown, { kind, ...field }: Field): void {
  const choices: readonly unknown[] = kind === 'choice' && 'choices' in field ? field.choices : [];
  if (!choices.includes(value)) throw invalid(`${wire} must be one of ${choices.join(', ')}`);
}

/** By kind. Text that holds addresses is checked as addresses. */
const checks: Readonly<Record<string, (wire: string, value: unknown, field: Field) => void>> = {
  text: checkText,
  image: checkAddress,
  video: checkAddress,
  images: checkAddresses,
  choice: checkChoice,
  boolean: (wire, value) => {
    if (typeof value !== 'boolean') throw invalid(`${wire} must be a boolean`);
  },
  integer: (wire, value) => {
    if (!Number.isInteger(value)) throw invalid(`${wire} must be an integer`);
  },
};

/** Throws a 422 refusal when the value breaks the field's schema. */
export function checkValue(field: Field, value: unknown): void {
  checks[field.kind]?.(field.wire, value, field);
}
