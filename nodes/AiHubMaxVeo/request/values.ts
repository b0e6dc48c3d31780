/** Brings what people and spreadsheets type to the spelling of the catalogue. Never refuses: validate.ts does. */
import type { Choice, Field, MediaField } from '../catalogue/fields';
import { isObject, wordOf } from '../json';

/** What words may differ in: spaces, quotes, what nobody sees, and hyphens beside a letter, such as those of a wire ID. */
const fill = /[\s\p{Cf}"'“”‘’]+|(?<=\p{L})[_-]+|[_-]+(?=\p{L})/gu;

/** In lower case, half width, without `fill`. A text that is too long for a word of the form equals none and must cost no time. */
function plain(value: unknown): string {
  const text = String(value).trim();
  return text.length > 200 ? '\0' : text.normalize('NFKC').toLowerCase().replace(fill, '');
}

/** Whether two words differ in nothing but case, width and `fill`. */
export const isSame = (known: unknown, raw: unknown): boolean =>
  typeof raw === 'string' && known !== undefined && plain(known) === plain(raw);

/** A yes or no in any sane spelling; anything else as it was. */
export function normalizeBoolean(raw: unknown): unknown {
  if (isObject(raw)) return raw;
  const word = plain(raw);
  if (['true', 'yes', 'on', '1', '是'].includes(word)) return true;
  return ['false', 'no', 'off', '0', '否'].includes(word) ? false : raw;
}

const ratios = [
  { ratio: '16:9', width: 16, height: 9, names: ['landscape', 'horizontal', 'widescreen', '横屏'] },
  { ratio: '9:16', width: 9, height: 16, names: ['portrait', 'vertical', '竖屏'] },
];

/** Hours and minutes of a time, or two sides, with any usual mark between. */
const pair = /^0?(\d{1,2})\s*[:∶x×/.-]\s*0?(\d{1,2})(?::00)?\s*(am|pm)?$/i;

/** Two sides in pixels. */
const size = /^(\d{3,5})\s*[:x×*]\s*(\d{3,5})(?:\s*px)?$/i;

/** The day on which a spreadsheet's time without a date falls, as text with a date has it. */
const noDate = /^1899-12-3[01][T ](\d\d:\d\d:00)(?:\.0+)?Z?$/;

/** The aspect ratio that is certainly meant, also as the time of day that a spreadsheet makes of it; `undefined` where none is. */
function normalizeRatio(raw: unknown): string | undefined {
  const text = wordOf(raw).slice(0, 40).normalize('NFKC');
  const partOfDay = Number(text.replace(',', '.'));
  const [, pixelsWide, pixelsHigh] = size.exec(text) ?? [];
  const [, first, minutes, half = ''] = pair.exec(text.replace(noDate, '$1')) ?? [];
  const hours = half.toLowerCase() === 'pm' && Number(first) < 12 ? Number(first) + 12 : Number(first);
  return ratios.find(
    ({ width, height, names }) =>
      names.includes(text.toLowerCase()) ||
      Math.abs(partOfDay - (width * 60 + height) / 1440) < 1e-4 ||
      Number(pixelsWide) * height === Number(pixelsHigh) * width ||
      (hours === width && Number(minutes) === height),
  )?.ratio;
}

/** Whether a value is written like the time or the date that a spreadsheet made of a ratio. */
export const looksLikeTime = (raw: unknown): boolean =>
  /^(\d{1,2}:\d{2}(:\d{2})?(\s*[ap]m)?|0\.\d+|\d{4}-\d\d-\d\d.*|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}[ -][a-z]{3}|[a-z]{3}[ -]\d{1,2}|4\d{4})$/i.test(
    wordOf(raw).slice(0, 40),
  );

/** What people write around a number or leave out: 8s, 8 sec, 0:08; 1080p, 1080. Spreadsheets pad seconds with zeros. */
const units = {
  s: { before: /^(?:(?:00?:)?00?:)?0?(?=\d)/, after: /(s(ec(ond)?s?)?\.?|秒)$/ },
  p: { before: /^/, after: /p$/ },
};

function normalizeChoice(
  { choices, measured, names, unit }: Extract<Field, { kind: 'choice' }>,
  raw: unknown,
): unknown {
  const { before, after } = unit ? units[unit] : { before: /^/, after: /$/ };
  const bare = (value: unknown) => plain(value).replace(after, '').replace(/\.0+$/, '').replace(before, '');
  const isMeant = (known: Choice) => bare(known) === bare(raw) || isSame(names?.[String(known)], raw);
  const ratio = choices.includes('16:9') ? normalizeRatio(raw) : undefined;
  return choices.find(isMeant) ?? (isSame(measured, raw) ? measured : undefined) ?? ratio ?? raw;
}

/** Half a letter, as a text has that was cut, and control characters: services fail on them, after a create as well. */
const unreadable = /\p{Cs}|[^\P{Cc}\t\n\r]/gu;

/** The catalogue's spelling of `raw` where it has one, else `raw` itself. */
export function normalize(row: Exclude<Field, MediaField>, raw: unknown): unknown {
  if (isObject(raw)) return raw;
  if (row.kind === 'choice') return normalizeChoice(row, raw);
  if (row.kind === 'boolean') return normalizeBoolean(raw);
  if (row.kind === 'text' && typeof raw === 'string') return raw.replace(unreadable, '');
  if (row.kind === 'text') return typeof raw === 'number' && Math.abs(raw) !== Infinity ? String(raw) : raw;
  const text = plain(raw);
  const number = /^[+-]?\d+(\.0+)?$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(number) ? number : raw;
}
