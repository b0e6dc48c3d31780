/** A checked request -> the body of `POST /v1/videos/generations`. */
import { field, fieldsOf } from '../catalogue/queries';
import type { Value } from '../catalogue/types';
import type { CheckedRequest } from './validate';

export type RequestBody = { model: string } & Record<string, Value>;

/** Only what the user set is sent; a field that is absent stays absent, never null or empty. */
export function buildBody({ model, values }: CheckedRequest): RequestBody {
  const body: RequestBody = { model };
  for (const name of fieldsOf(model)) {
    const value = values[name];
    if (value !== undefined) body[field(name).wire] = value;
  }
  return body;
}
