/** The record of every request that reached either origin, for tests that prove what was sent, when, and how often. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from './clock.mts';

/** The vocabulary in which requests are recorded and faults are aimed. */
export const routeNames = [
  'create',
  'status',
  'models',
  'upload',
  'credits',
  'billing',
  'pricing',
  'result',
  'file',
  'sample',
  'elsewhere',
  'unknown',
] as const;
export type RouteName = (typeof routeNames)[number];
export type Origin = 'api' | 'results';

export interface RequestRecord {
  route: RouteName;
  origin: Origin;
  method: string;
  /** Without the query. */
  path: string;
  query: Readonly<Record<string, string>>;
  headers: IncomingHttpHeaders;
  /** Parsed JSON, `{fields, file}` of a form, or the raw text of anything else; long texts are cut. */
  body?: unknown;
  /** Milliseconds on the emulator's clock. */
  at: number;
  /** `open` while unanswered; `aborted` when the client left first. */
  outcome: 'open' | 'answered' | 'reset' | 'aborted';
  /** The HTTP status of the answer. */
  status?: number;
  /** The task that a create made, or that a status or result request was about. */
  taskId?: string;
}

const longestText = 4000;

const shortened = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && value.length > longestText
    ? `${value.slice(0, 40)}… (${value.length} characters)`
    : value;

/** What is kept of a body: JSON as data, else its text; texts over 4000 characters (uploads) are cut. */
export function recordable(body: Buffer): unknown {
  const text = body.toString();
  try {
    return JSON.parse(JSON.stringify(JSON.parse(text), shortened)) as unknown;
  } catch {
    return shortened('', text);
  }
}

export class Journal {
  readonly records: RequestRecord[] = [];

  constructor(private readonly clock: Clock) {}

  open(request: Omit<RequestRecord, 'at' | 'outcome'>): RequestRecord {
    const record: RequestRecord = { ...request, at: this.clock.now(), outcome: 'open' };
    this.records.push(record);
    return record;
  }

  of(route: RouteName): RequestRecord[] {
    return this.records.filter((record) => record.route === route);
  }
}
