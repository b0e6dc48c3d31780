/** A checked request, with a URL for each of its files -> the body of `POST /v1/videos/generations`. */
import { field, fieldsOf } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import type { CheckedRequest } from './validate';

export type RequestBody = { model: string } & Record<string, unknown>;

/** The urls of a request's files. */
export type FileUrls = Partial<Record<FieldName, string[]>>;

function wireValue(name: FieldName, { values }: CheckedRequest, urls: FileUrls): unknown {
  const row = field(name);
  if (row.kind !== 'media') return values[name];
  return row.maxFiles > 1 ? urls[name] : urls[name]?.[0];
}

/** Only what the user set is sent; a field that is absent stays absent, never null or empty. */
export function buildBody(request: CheckedRequest, urls: FileUrls): RequestBody {
  const body: RequestBody = { model: request.wireModel };
  for (const name of fieldsOf(request.id)) {
    const value = wireValue(name, request, urls);
    if (value !== undefined) body[field(name).wire] = value;
  }
  return { ...body, ...request.additional };
}
