/** Brings what people and spreadsheets type to the spelling of the catalogue. Never refuses: validate.ts does. */
import { normalizeRatio } from './aspectRatio';
import type { Choice, ChoiceField, PlainField } from '../catalogue/types';

/** A field whose value is typed or chosen, not a file. */
type Row = ChoiceField | PlainField;

const words = new Map([
  ...['true', 'yes', '1'].map((word) => [word, true] as const),
  ...['false', 'no', '0'].map((word) => [word, false] as const),
]);

/** A yes or no in any sane spelling; anything else as it was. */
export const normalizeBoolean = (raw: unknown): unknown => words.get(String(raw).trim().toLowerCase()) ?? raw;

/** Units are written in many ways: 8s, 8 sec, 8 seconds; 1080p, 1080. */
const units = { s: /s(ec(ond)?s?)?\.?$/, p: /p$/ };

/** What a spreadsheet puts before a number of seconds, and before any number in a column of a fixed width. */
const leading = { s: /^(?:(?:00?:)?00?:)?0?(?=\d)/, p: /^/ };

/** No word of the form is nearly as long; whatever else was pasted must cost no time. */
const longestPlain = 200;

/** In one case and without spaces; what is too long for a word is the same as no word. */
function plain(value: unknown): string {
  const text = String(value).trim();
  return text.length > longestPlain ? '\0' : text.toLowerCase().replace(/\s+/g, '');
}

/** Whether two words differ in nothing but case and spaces. */
export const isSame = (known: unknown, raw: unknown): boolean =>
  typeof raw === 'string' && plain(known) === plain(raw);

function choice({ choices, measured, names, unit }: ChoiceField, raw: unknown): unknown {
  const suffix = unit ? units[unit] : /$/;
  const prefix = unit ? leading[unit] : /^/;
  const bare = (value: unknown) => plain(value).replace(suffix, '').replace(/\.0+$/, '').replace(prefix, '');
  const isMeant = (known: Choice) => bare(known) === bare(raw) || isSame(names?.[String(known)], raw);
  const ratio = choices.includes('16:9') ? normalizeRatio(raw) : undefined;
  return choices.find(isMeant) ?? (isSame(measured, raw) ? measured : undefined) ?? ratio ?? raw;
}

const integer = (raw: unknown): unknown => {
  const text = String(raw).trim();
  const value = /^[+-]?\d+(\.0+)?$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(value) ? value : raw;
};

/** A value that nobody filled in: not sent, so the vendor's default applies. */
export const isBlank = (raw: unknown): boolean =>
  raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '');

/** The catalogue's spelling of `raw` where it has one, else `raw` itself. */
export function normalize(row: Row, raw: unknown): unknown {
  if (raw !== null && typeof raw === 'object') return raw;
  if (row.kind === 'choice') return choice(row, raw);
  if (row.kind === 'boolean') return normalizeBoolean(raw);
  if (row.kind === 'integer') return integer(raw);
  return typeof raw === 'number' ? String(raw) : raw;
}

const longestShown = 100;

/** A value as an error message may show it: quoted when it is text, never longer than a line. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? `"${value.slice(0, longestShown + 1)}"` : describe(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function describe(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
}
