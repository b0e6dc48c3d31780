/** An aspect ratio as people and spreadsheets write it, which take 16:9 for a time of the day; and the one that is measured. */
import { field, fieldsOf, inputsOf } from '../catalogue/queries';
import { wordOf } from '../json';
import type { CheckedRequest } from './validate';

const names = new Map([
  ['landscape', '16:9'],
  ['horizontal', '16:9'],
  ['widescreen', '16:9'],
  ['portrait', '9:16'],
  ['vertical', '9:16'],
  ['横屏', '16:9'],
  ['竖屏', '9:16'],
]);

/** 16:09 and 9:16 as fractions of a day. */
const fractions: readonly (readonly [number, string])[] = [
  [(16 * 60 + 9) / 1440, '16:9'],
  [(9 * 60 + 16) / 1440, '9:16'],
];

const known = ['16:9', '9:16'];

/** Hours and minutes of a time, or two sides, with any usual mark between. */
const pair = /^0?(\d{1,2})\s*[:x×/.-]\s*0?(\d{1,2})(?::00)?\s*(am|pm)?$/i;

/** Two sides in pixels. */
const size = /^(\d{3,5})\s*[:x×*]\s*(\d{3,5})$/i;

/** The day on which a spreadsheet's time without a date falls, as text with a date has it. */
const noDate = /^1899-12-3[01][T ](\d\d:\d\d:00)(?:\.0+)?Z?$/;

function ofPair(text: string): string | undefined {
  const [, first = '', second = '', half = ''] = pair.exec(text) ?? [];
  const hours = half.toLowerCase() === 'pm' && Number(first) < 12 ? Number(first) + 12 : Number(first);
  const ratio = `${hours}:${Number(second)}`;
  return known.includes(ratio) ? ratio : undefined;
}

function ofSize(text: string): string | undefined {
  const [, width = '', height = ''] = size.exec(text) ?? [];
  return known.find((ratio) => {
    const [across = 0, down = 0] = ratio.split(':').map(Number);
    return width !== '' && Number(width) * down === Number(height) * across;
  });
}

/** The ratio that is certainly meant; `undefined` where none is. */
export function normalizeRatio(raw: unknown): string | undefined {
  const text = wordOf(raw).slice(0, 40);
  const number = Number(text.replace(',', '.'));
  const fraction = fractions.find(([value]) => Math.abs(number - value) < 1e-4);
  return names.get(text.toLowerCase()) ?? fraction?.[1] ?? ofSize(text) ?? ofPair(text.replace(noDate, '$1'));
}

/** Whether a value is written like a time that a spreadsheet made of a ratio. */
export const looksLikeTime = (raw: unknown): boolean =>
  /^(\d{1,2}:\d{2}(:\d{2})?(\s*[ap]m)?|0\.\d+)$/i.test(wordOf(raw).slice(0, 40));

const isAuto = ({ values: { aspectRatio } }: CheckedRequest): boolean => {
  const row = field('aspectRatio');
  return row.kind === 'choice' && aspectRatio !== undefined && aspectRatio === row.measured;
};

/** A continued video keeps its own shape. */
const isContinued = ({ id }: CheckedRequest): boolean => inputsOf(id).includes('video');

/** Whether the first image has to be measured before the request can be sent. */
export const wantsMeasure = (request: CheckedRequest): boolean =>
  fieldsOf(request.id).includes('aspectRatio') && isAuto(request) && !isContinued(request);

/** `size`: of the first image, as it is shown; null where it cannot be told, which counts as landscape. */
export function measured(
  request: CheckedRequest,
  size: { width: number; height: number } | null,
): CheckedRequest {
  if (!isAuto(request)) return request;
  const values = { ...request.values };
  delete values.aspectRatio;
  if (isContinued(request)) return { ...request, values };
  const aspectRatio = size && size.height > size.width ? '9:16' : '16:9';
  return { ...request, values: { ...values, aspectRatio } };
}
