/** Whether one value is what the schema says, by the field's kind. */
import type { ChoiceField, Field, MediaField } from '../../../nodes/AiHubMaxVeo/catalogue/types.ts';
import { invalid, Refusal, typeOf } from '../refusal.mts';

const isWebAddress = (value: string): boolean =>
  URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);

/** The service takes neither data URLs nor bare names. */
function checkAddress({ wire, mediaType }: MediaField, value: unknown): void {
  if (typeof value !== 'string') throw invalid(`${wire} must be a string`);
  if (isWebAddress(value)) return;
  const message = `${wire} is not a publicly reachable http(s) URL`;
  if (mediaType === 'video') throw invalid(message);
  throw new Refusal(422, { type: typeOf(422), code: 'invalid_image_url', message });
}

function checkMedia(field: MediaField, value: unknown): void {
  if (field.maxFiles === 1) return checkAddress(field, value);
  const few = Array.isArray(value) && value.length >= 1 && value.length <= field.maxFiles;
  if (!few) throw invalid(`${field.wire} must be a list of 1 to ${field.maxFiles} URLs`);
  value.forEach((address) => checkAddress(field, address));
}

function checkChoice({ wire, choices }: ChoiceField, value: unknown): void {
  const known: readonly unknown[] = choices;
  if (!known.includes(value)) throw invalid(`${wire} must be one of ${choices.join(', ')}`);
}

/** Throws a 422 refusal when the value breaks the field's schema. */
export function checkValue(field: Field, value: unknown): void {
  const { kind, wire } = field;
  if (kind === 'media') return checkMedia(field, value);
  if (kind === 'choice') return checkChoice(field, value);
  const fits = {
    text: typeof value === 'string',
    boolean: typeof value === 'boolean',
    integer: Number.isInteger(value),
  };
  if (!fits[kind]) throw invalid(`${wire} must be a valid ${kind}`);
}
