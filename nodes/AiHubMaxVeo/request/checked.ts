/** A value that can be used, or everything that is wrong with it: whole sentences that name field, value and what is allowed. */
import { VideoError } from '../errors';

export type Checked<Value> = { value: Value } | { issues: string[] };

/** The values of all parts, or the issues of all of them. */
export function together<Parts extends object>(parts: {
  [Key in keyof Parts]: Checked<Parts[Key]>;
}): Checked<Parts> {
  const all = Object.entries<Checked<unknown>>(parts);
  const issues = all.flatMap(([, part]) => ('issues' in part ? part.issues : []));
  if (issues.length > 0) return { issues };
  const values = all.map(([name, part]) => [name, 'value' in part ? part.value : undefined]);
  return { value: Object.fromEntries(values) as Parts };
}

/** Throws VideoError with all that is wrong. */
export function valueOf<Value>(checked: Checked<Value>): Value {
  if ('value' in checked) return checked.value;
  const advice = 'Nothing was sent and nothing was charged. Correct the value that is named.';
  throw new VideoError({ category: 'invalid_request', message: checked.issues.join(' '), advice });
}
