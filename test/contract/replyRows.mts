/** Replies as cases: what most of them share, so that a row says only what is its own. */
import type { Case } from './requestRows.mts';

export interface RepliedTask extends Case {
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
  on: 'create' | 'status' | 'upload';
  status: number;
  headers?: Record<string, string>;
  body: unknown;
  expected: { category: string; message?: string };
}

/** The vendor's envelope of an error. */
export const error = (message: string, type: string, code?: string) => ({
  error: { message, type, ...(code !== undefined && { code }) },
});

const messageOf = (body: unknown): string | undefined => {
  const { error: inner = body } = body as { error?: unknown };
  return (inner as { message?: string }).message;
};

/** `means`: status and category. What the vendor says in JSON is told in its own words; a web page has none. */
export const refusals = (
  { on, date }: Pick<Refused, 'on' | 'date'>,
  rows: [
    name: string,
    source: string,
    means: [number, string],
    body: unknown,
    headers?: Record<string, string>,
  ][],
): Refused[] =>
  rows.map(([name, source, [status, category], body, headers]) => {
    const message = messageOf(body);
    return {
      name,
      source,
      date,
      on,
      status,
      headers,
      body,
      expected: { category, ...(message && { message }) },
    };
  });

/** The vendor's own code and message of a failed task. */
function failureIn(body: unknown): object {
  const { code, message } = (body as { error: { code?: string; message?: string } | null }).error ?? {};
  return { ...(code && { code }), ...(message && { message }) };
}

export const id = 'task-unified-1795340000-k3v9x2qa';
export const usage = { credits_reserved: 5, user_group: 'default' };

type Told = NonNullable<RepliedTask['task']>;

const usualTask: Omit<Told, 'status'> = {
  id,
  progress: 0,
  videoUrls: [],
  ended: false,
  createdAt: '2026-11-22T09:33:20.000Z',
  creditsReserved: null,
};

/** `task`: what it differs from the usual one in, or null where the reply tells of none. `category`: of a failed task. */
export const replies = (
  date: string,
  rows: [
    name: string,
    source: string,
    body: unknown,
    task: ({ status: string } & Partial<Told>) | null,
    category?: string,
  ][],
): RepliedTask[] =>
  rows.map(([name, source, body, task, category]) => ({
    name,
    source,
    date,
    body,
    task: task && { ...usualTask, ...task },
    failure: category ? { category, ...failureIn(body) } : undefined,
  }));

/** The reply to a create, and to a lookup, which also says what there is not yet. */
export const create = (status: string, progress: unknown, rest: object) => ({
  id,
  object: 'video.generation.task',
  type: 'video',
  model: 'veo-3.1-image-to-video',
  status,
  progress,
  created: 1795340000,
  ...rest,
});
export const look = (status: string, progress: unknown, rest?: object) =>
  create(status, progress, { results: null, error: null, ...rest });
export const taskError = (code: string, message: string) => ({ code, message, type: 'task_error' });
