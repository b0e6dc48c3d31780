/** A checked request, with a URL for each of its files -> the body of `POST /v1/videos/generations`, and its price class. */
import { createHash } from 'crypto';
import { autoRatio, field, fieldNames, fieldsOf, inputsOf, type FieldName } from '../catalogue/queries';
import { recordOf, type Json } from '../json';
import type { CheckedRequest } from './checked';

export type FileUrls = Partial<Record<FieldName, string[]>>;

/** What was sent for a request besides what it says itself. */
export interface Sent {
  urls: FileUrls;
  /** Under Aspect Ratio Auto: what the image was measured to be. */
  ratio?: string;
}

/** Whether the first image decides the aspect ratio, so that its size is needed before the request can be sent. */
export const needsImageSize = ({ id, values }: CheckedRequest): boolean =>
  fieldsOf(id).includes('aspectRatio') &&
  values.aspectRatio === autoRatio &&
  // A continued video keeps its own shape.
  !inputsOf(id).includes('video');

/** The aspect ratio for an image of this size, as it is shown. */
export const ratioOf = ({ width, height }: { width: number; height: number }): string =>
  height > width ? '9:16' : '16:9';

/** A request with the aspect ratio that was measured for it, by now or by an earlier try. */
export const withRatio = (request: CheckedRequest, ratio: string | null | undefined): CheckedRequest =>
  ratio && needsImageSize(request)
    ? { ...request, values: { ...request.values, aspectRatio: ratio } }
    : request;

/** Only what the user set is sent; a field that is absent stays absent, never null or empty. Auto is no value of the wire. */
export function buildBody({ id, wireModel, values, additional }: CheckedRequest, urls: FileUrls) {
  const body: { model: string } & Record<string, unknown> = { model: wireModel };
  for (const name of fieldsOf(id)) {
    const row = field(name);
    let value: unknown = values[name];
    if (row.kind === 'media') value = row.maxFiles > 1 ? urls[name] : urls[name]?.[0];
    if (value !== undefined && !(name === 'aspectRatio' && value === autoRatio)) body[row.wire] = value;
  }
  return { ...body, ...additional };
}

/** By their names in the body: fields that are different in every request, and no matter for its price. */
const unpriced = new Set(
  fieldNames
    .map(field)
    .filter(({ kind }) => kind === 'text' || kind === 'integer' || kind === 'media')
    .map(({ wire }) => wire),
);

/**
 * The same text for requests that cost the same and take about as long, as far as the request tells. By what is sent, not by
 * what the form shows: Additional Fields can change both. The number of files counts, their URLs do not.
 */
export function priceClassOf(request: CheckedRequest): string {
  const priced = Object.entries(buildBody(request, {})).filter(([wire]) => !unpriced.has(wire));
  const counts = Object.entries(request.files).map(([name, { length }]): [string, unknown] => [name, length]);
  const ordered = [...priced, ...counts].sort(([one], [other]) => (one < other ? -1 : 1));
  const text = JSON.stringify(ordered);
  return text.length > 200 ? createHash('sha256').update(text).digest('base64url') : text;
}

const pick = (from: Json, names: string[]): [string, unknown][] =>
  names.filter((name) => Object.hasOwn(from, name)).map((name) => [name, from[name]]);

/**
 * What of the node's written parameters asks for a video; the rest says how to wait, what to return and what to risk. As it is
 * written in the node, expressions unevaluated: it changes only when somebody edits the node.
 */
export function writtenRequest(parameters: unknown): object {
  const all = recordOf(parameters);
  const names = fieldNames.flatMap((name) => {
    const row = field(name);
    return row.kind === 'media' ? Object.values(row.parameters) : [name];
  });
  const options = pick(recordOf(all.options), [...fieldNames, 'additionalFields']);
  const main = pick(all, ['mode', 'model', ...names]);
  return Object.fromEntries([...main, ['options', Object.fromEntries(options)]]);
}
