/** What of the node's written parameters asks for a video; the rest says how to wait, what to return and what to risk. */
import { field, fieldNames } from '../catalogue/queries';
import { recordOf } from '../json';
import type { Json } from '../json';

const parameterNames: string[] = [
  'mode',
  'model',
  ...fieldNames.flatMap((name) => {
    const row = field(name);
    return row.kind === 'media' ? Object.values(row.parameters) : [name];
  }),
];

const pick = (from: Json, names: string[]): [string, unknown][] =>
  names.filter((name) => Object.hasOwn(from, name)).map((name) => [name, from[name]]);

/** As it is written in the node, expressions unevaluated: it changes only when somebody edits the node. */
export function writtenRequest(parameters: unknown): object {
  const all = recordOf(parameters);
  const options = pick(recordOf(all.options), [...fieldNames, 'additionalFields']);
  return Object.fromEntries([...pick(all, parameterNames), ['options', Object.fromEntries(options)]]);
}
