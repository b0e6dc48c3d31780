/** Include Input Fields: the item as it was before anything was sent, at any depth and size that n8n itself can save. */
import type { IDataObject } from 'n8n-workflow';
import { asFailure, VideoError } from '../errors';
import { isObject, recordOf } from '../json';
import type { Yielder } from '../time';

/** Only an object that makes up its values as they are read has more. */
const maxValues = 5_000_000;

/** Step by step, since a function that calls itself ends with the stack. What stands in several places, or in itself, does so in the copy. */
async function copyOf(source: object, yielder: Yielder): Promise<unknown> {
  const copies = new Map<object, Record<string | number, unknown>>();
  const copyLater = (value: unknown): unknown => {
    const { toJSON } = recordOf(value);
    const plain: unknown = typeof toJSON === 'function' ? toJSON.call(value) : value;
    if (!isObject(plain)) return plain;
    const copy = copies.get(plain) ?? recordOf(Array.isArray(plain) ? [] : {});
    copies.set(plain, copy);
    return copy;
  };
  const whole = copyLater(source);
  let count = 0;
  // A map hands out what is added while it is read.
  for (const [from, copy] of copies)
    for (const key of Array.isArray(from) ? from.keys() : Object.keys(from)) {
      if (++count > maxValues) throw new Error(`it has more than ${maxValues} values`);
      while (yielder.isDue) await yielder.yieldNow();
      // An assignment to it would make no field.
      if (key === '__proto__') Object.defineProperty(copy, key, { writable: true, enumerable: true });
      copy[key] = copyLater(recordOf(from)[key]);
    }
  return whole;
}

/** Throws VideoError where an item cannot be copied; nothing was sent by then. */
export async function copyInput(json: IDataObject, yielder: Yielder): Promise<IDataObject> {
  const copy = await copyOf(json, yielder).catch((thrown: unknown) => {
    const message = `Include Input Fields is on, but the item cannot be copied: ${asFailure(thrown).message}`;
    const advice = 'Turn it off, or change the item.';
    throw new VideoError({ category: 'invalid_request', message, advice });
  });
  return recordOf(copy) as IDataObject;
}
