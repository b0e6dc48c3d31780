/** Rules that came over the wire: refused in a sentence when they are none, so that a typo does not pass for "no fault". */
import { routeNames } from '../journal.mts';
import { badRequest } from '../refusal.mts';
import { pages } from './pages.mts';
import type { Fault, FaultRule, Match } from './rule.mts';

const members: { [Part in 'rule' | 'match' | 'then']: readonly string[] } = {
  rule: ['on', 'match', 'times', 'then'] satisfies (keyof FaultRule)[],
  match: ['nth', 'taskIndex', 'body', 'query', 'path'] satisfies (keyof Match)[],
  then: [
    ...(['accepted', 'delayMs', 'hang', 'reset', 'status', 'error', 'retryAfter', 'page', 'body'] as const),
    ...(['headers', 'redirect', 'omit', 'merge', 'dripMs', 'truncate', 'stall', 'script'] as const),
    ...(['dripBytes', 'encoded', 'partial', 'cut'] as const),
  ] satisfies (keyof Fault)[],
};

/** The value as an object whose members are all known. */
function part(name: keyof typeof members, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw badRequest(`A fault's ${name} must be an object`);
  const stranger = Object.keys(value).find((key) => !members[name].includes(key));
  if (stranger) throw badRequest(`A fault's ${name} has no ${stranger}, only ${members[name].join(', ')}`);
  return { ...value };
}

function ruleOf(value: unknown): FaultRule {
  const { on, match = {}, times = 1, then } = part('rule', value);
  const targets: readonly unknown[] = [...routeNames, 'any'];
  if (!targets.includes(on)) throw badRequest(`A fault is on one of ${targets.join(', ')}`);
  if (typeof times !== 'number') throw badRequest('times must be a number');
  const fault: Fault = part('then', then);
  if (fault.page && !(fault.page in pages))
    throw badRequest(`page must be one of ${Object.keys(pages).join(', ')}`);
  return { on: on as FaultRule['on'], match: part('match', match), times, then: fault };
}

/** Of `POST /admin/faults`: one rule, or `{ rules: [...] }`. */
export function rulesOf(body: Readonly<Record<string, unknown>>): FaultRule[] {
  return Array.isArray(body.rules) ? body.rules.map(ruleOf) : [ruleOf(body)];
}
