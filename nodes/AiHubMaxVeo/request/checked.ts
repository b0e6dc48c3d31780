/** What every file of this room stands on: checked values, and the words of what is wrong with the others. */
import type { FieldName, ModelId, Values } from '../catalogue/queries';
import type { SourceKind } from '../catalogue/fields';
import { maskUrls, VideoError } from '../errors';
import { shortened } from '../json';
import type { Json } from '../json';

/** Gives the value of a parameter for the item at hand; nothing where the form does not show it. */
export type ReadParameter = (name: string) => unknown;

/** A value that can be used, or everything that is wrong with it: whole sentences that name field, value and what is allowed. */
export type Checked<Value> = { value: Value } | { issues: string[] };

/** A file. `url`: where it lies; `binary`: a field of the item, or its content by expression; `taskId`: a task. */
export interface Source {
  kind: SourceKind;
  value: unknown;
}

/** A request in which nothing is wrong, with values where a field must not stay empty. */
export interface CheckedRequest {
  /** The model whose fields apply. */
  id: ModelId;
  /** What is sent; an ID that is newer than this package is sent as it was typed. */
  wireModel: string;
  values: Values;
  files: Partial<Record<FieldName, Source[]>>;
  /** Fields that are newer than this package. */
  additional: Json;
}

/** The values of all parts, or the issues of all of them. */
export function together<Parts extends object>(parts: {
  [Key in keyof Parts]: Checked<Parts[Key]>;
}): Checked<Parts> {
  const all = Object.entries<Checked<unknown>>(parts);
  const issues = all.flatMap(([, part]) => ('issues' in part ? part.issues : []));
  if (issues.length > 0) return { issues };
  const values = all.map(([name, part]) => [name, 'value' in part ? part.value : undefined]);
  return { value: Object.fromEntries(values) as Parts };
}

/** Throws VideoError with all that is wrong. */
export function valueOf<Value>(checked: Checked<Value>): Value {
  if ('value' in checked) return checked.value;
  const advice = 'Nothing was sent and nothing was charged. Correct the value that is named.';
  throw new VideoError({ category: 'invalid_request', message: checked.issues.join(' '), advice });
}

/** A value that nobody filled in, or with what nobody sees: not sent, so the vendor's default applies. */
export const isBlank = (raw: unknown): boolean =>
  raw === undefined ||
  raw === null ||
  (typeof raw === 'string' && /^[\s\p{Cc}\p{Cf}\p{Cs}\u2800\u3164]*$/u.test(raw));

const maxQuoted = 100;

/** A value as an error message may show it: quoted when it is text, never longer than a line. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value !== null && typeof value === 'object') return 'an object';
  // Masked before it is cut: half a password is one, too.
  const text =
    typeof value === 'string'
      ? `"${maskUrls(value.slice(0, 10_000)).slice(0, maxQuoted + 1)}"`
      : String(value);
  return shortened(text, maxQuoted);
}

export const mustBe = (label: string, value: unknown, allowed: string): string =>
  `${label} is ${quote(value)}, but must be ${allowed}.`;
