/** Brings what people and spreadsheets type to the spelling of the catalogue. Never refuses: validate.ts does. */
import type { Field } from '../catalogue/types';

const words: Readonly<Record<string, boolean>> = { true: true, yes: true, '1': true, false: false, no: false, '0': false };

/** Seconds are written in many ways: 8s, 8 sec, 8 seconds. */
const withoutUnit = (text: string, unit?: string) => (unit === 's' ? text.replace(/\s*s(ec(ond)?s?)?\.?$/, '') : text);

const choice = (row: Extract<Field, { kind: 'choice' }>, raw: unknown): unknown => {
  const text = withoutUnit(String(raw).trim().toLowerCase(), row.unit).replace(/\s+/g, '');
  return row.choices.find((known) => String(known).toLowerCase() === text) ?? raw;
};

const integer = (raw: unknown): unknown => {
  const text = String(raw).trim();
  return /^[+-]?\d+(\.0+)?$/.test(text) ? Number(text) : raw;
};

const spellings: { [Kind in Field['kind']]: (row: Extract<Field, { kind: Kind }>, raw: unknown) => unknown } = {
  text: (_row, raw) => (typeof raw === 'number' ? String(raw) : raw),
  image: (_row, raw) => (typeof raw === 'string' ? raw.trim() : raw),
  boolean: (_row, raw) => words[String(raw).trim().toLowerCase()] ?? raw,
  integer: (_row, raw) => integer(raw),
  choice,
};

/** A value that nobody filled in: not sent, so the vendor's default applies. */
export const isBlank = (raw: unknown): boolean =>
  raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '');

/** The catalogue's spelling of `raw` where it has one, else `raw` itself. */
export function spell<Row extends Field>(row: Row, raw: unknown): unknown {
  if (raw !== null && typeof raw === 'object') return raw;
  const spelling = spellings[row.kind] as (row: Field, raw: unknown) => unknown;
  return spelling(row, raw);
}
