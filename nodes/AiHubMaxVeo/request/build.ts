/** A checked request, with an address for each of its files -> the body of `POST /v1/videos/generations`. */
import { field, fieldsOf } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import type { CheckedRequest } from './validate';

export type RequestBody = { model: string } & Record<string, unknown>;

/** The addresses of a request's files. */
export type Addresses = Partial<Record<FieldName, string[]>>;

function wireValue(name: FieldName, { values }: CheckedRequest, addresses: Addresses): unknown {
  const row = field(name);
  if (row.kind !== 'media') return values[name];
  return row.maxFiles > 1 ? addresses[name] : addresses[name]?.[0];
}

/** Only what the user set is sent; a field that is absent stays absent, never null or empty. */
export function buildBody(request: CheckedRequest, addresses: Addresses): RequestBody {
  const body: RequestBody = { model: request.wireModel };
  for (const name of fieldsOf(request.id)) {
    const value = wireValue(name, request, addresses);
    if (value !== undefined) body[field(name).wire] = value;
  }
  return { ...body, ...request.additional };
}
