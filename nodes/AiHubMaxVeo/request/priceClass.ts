/** Requests that cost the same and take about as long, as far as the request tells. */
import { createHash } from 'crypto';
import { field, fieldNames } from '../catalogue/queries';
import { buildBody } from './build';
import type { CheckedRequest } from './validate';

/** What is different in every request, and no matter for its price. */
const isFree = new Set(
  fieldNames
    .map((name) => field(name))
    .flatMap((row) =>
      row.kind === 'text' || row.kind === 'integer' || row.kind === 'media' ? row.wire : [],
    ),
);

const longest = 200;

/** By what is sent, not by what the form shows: Additional Fields can change both. The number of files counts, their URLs do not. */
export function priceClassOf(request: CheckedRequest): string {
  const priced = Object.entries(buildBody(request, {})).filter(([wire]) => !isFree.has(wire));
  const counts = Object.entries(request.files).map(([name, sources]) => [name, sources.length]);
  const text = JSON.stringify([...priced, ...counts].sort());
  return text.length > longest ? createHash('sha256').update(text).digest('base64url') : text;
}
