/** Reading JSON of which nothing is certain: whatever is missing or odd becomes the empty value of its kind. */
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is object => value !== null && typeof value === 'object';

/** The value as a record; an empty one when it is none. */
export const recordOf = (value: unknown): Json => (isObject(value) ? (value as Json) : {});

/** The value as text without spaces around it; empty when it is none. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** A number, also when it is written as text; null when it is neither. */
export function numberOf(value: unknown): number | null {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : null;
}

/** Without the rounding errors of sums of decimal fractions. */
export const roundSum = (sum: number): number => Math.round(sum * 1e6) / 1e6;

/** A number or a text as text; empty when it is neither. */
export const wordOf = (value: unknown): string =>
  typeof value === 'number' && Number.isFinite(value) ? String(value) : textOf(value);
