/** The rules in force. */
import type { RequestRecord } from '../journal.mts';
import type { Fault, FaultRule, Match } from './rule.mts';

interface Entry {
  rule: FaultRule;
  /** Requests that met the rule, apart from `nth`. */
  met: number;
  used: number;
}

/** Index of a task in order of creation, -1 when unknown. */
type IndexOf = (taskId: string) => number;

const has = (found: unknown, wanted: Readonly<Record<string, unknown>> = {}): boolean =>
  Object.entries(wanted).every(([key, value]) => {
    const member: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined;
    return JSON.stringify(member) === JSON.stringify(value);
  });

export class FaultBook {
  private entries: Entry[] = [];

  constructor(private readonly indexOf: IndexOf) {}

  add(rule: FaultRule): void {
    this.entries.push({ rule, met: 0, used: 0 });
  }

  clear(): void {
    this.entries = [];
  }

  /** The first rule that applies, counted as used. Call once per request. */
  take(request: RequestRecord): Fault | undefined {
    const entry = this.entries.find((candidate) => this.applies(candidate, request));
    if (entry) entry.used += 1;
    return entry?.rule.then;
  }

  private applies(entry: Entry, request: RequestRecord): boolean {
    const { on, match = {}, times = 1 } = entry.rule;
    if (on !== 'any' && on !== request.route) return false;
    if (times > 0 && entry.used >= times) return false;
    if (typeof match === 'function') return match(request);
    if (!this.meets(match, request)) return false;
    entry.met += 1;
    return entry.met >= (match.nth ?? 1);
  }

  private meets({ taskIndex, body, query, path }: Match, request: RequestRecord): boolean {
    if (taskIndex !== undefined && this.indexOf(request.taskId ?? '') !== taskIndex) return false;
    if (path !== undefined && !request.path.includes(path)) return false;
    return has(request.body, body) && has(request.query, query);
  }
}
