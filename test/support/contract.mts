/** The hand-written cases of test/contract, each with where and when its truth was read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Case {
  name: string;
  source: string;
  date: string;
}

export interface Parameters {
  model: string;
  options: Record<string, unknown>;
  [name: string]: unknown;
}

export interface Accepted extends Case {
  parameters: Parameters;
  body: Record<string, unknown>;
}

export interface Rejected extends Case {
  /** Absent where the form cannot ask for such a body. */
  parameters?: Parameters;
  body: Record<string, unknown>;
}

export interface RepliedTask extends Case {
  status: number;
  body: unknown;
  /** null where the reply tells of no task. */
  task: {
    id: string;
    status: string;
    progress: number;
    videoUrls: string[];
    ended: boolean;
    createdAt: string | null;
    creditsReserved: number | null;
  } | null;
  failure?: Record<string, unknown>;
}

export interface Refused extends Case {
  on: string;
  status: number;
  headers?: Record<string, string>;
  body: unknown;
  expected: { category: string; message: string };
}

/** The cases of one file; throws when it is missing or holds none. */
export function contract<Row extends Case>(file: string): Row[] {
  const text = readFileSync(join(__dirname, '..', 'contract', `${file}.json`), 'utf8');
  const cases = JSON.parse(text) as Row[];
  if (!Array.isArray(cases) || cases.length === 0) throw new Error(`test/contract/${file}.json has no cases`);
  return cases;
}

/** Requests of all modes that the vendor takes, and that it refuses. */
export const allAccepted = [...contract<Accepted>('accepted'), ...contract<Accepted>('accepted-modes')];
export const allRejected = [...contract<Rejected>('rejected'), ...contract<Rejected>('rejected-modes')];

/** Rows for test.each, so that a case is reported by its name. */
export const named = <Row extends Case>(cases: Row[]): Array<[string, Row]> =>
  cases.map((row) => [row.name, row]);
