/** The record of every request that reached either origin, for tests that prove what was sent, when, and how often. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from './clock.mts';
import type { Service } from './service.mts';

/** The vocabulary in which requests are recorded and faults are aimed. */
export type RouteName =
  | ('create' | 'status' | 'models' | 'upload' | 'credits' | 'billing' | 'pricing')
  | ('result' | 'file' | 'sample' | 'elsewhere' | 'unknown');
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

export class Journal {
  readonly records: RequestRecord[] = [];

  constructor(private readonly clock: Clock) {}

  open(request: Omit<RequestRecord, 'at' | 'outcome'>): RequestRecord {
    const record: RequestRecord = { ...request, at: this.clock.now(), outcome: 'open' };
    this.records.push(record);
    return record;
  }
}

const maxTextLength = 4000;

const shortened = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && value.length > maxTextLength
    ? `${value.slice(0, 40)}… (${value.length} characters)`
    : value;

/** What is kept of a body: JSON as data, else its text; texts over 4000 characters (uploads) are cut. */
function recordable(body: Buffer): unknown {
  const text = body.toString();
  try {
    return JSON.parse(JSON.stringify(JSON.parse(text), shortened)) as unknown;
  } catch {
    return shortened('', text);
  }
}

const factsOf = (request: FastifyRequest, { tasks }: Service) => {
  const { id, video } = request.params as { id?: string; video?: string };
  const taskId = video === undefined ? id : tasks.ofVideo(video)?.id;
  return {
    method: request.method,
    path: request.url.split('?', 1)[0] ?? '',
    query: { ...(request.query as Record<string, string>) },
    headers: request.headers,
    ...(taskId && { taskId }),
  };
};

/** To be added first: nothing may happen to a request before it is recorded. */
export function addRecording(app: FastifyInstance, service: Service, origin: Origin): void {
  app.addHook('onRequest', async (request, reply) => {
    const { route = 'unknown' } = request.routeOptions.config;
    if (route === 'private') return;
    const record = service.journal.open({ route, origin, ...factsOf(request, service) });
    request.record = record;
    reply.raw.once('close', () => {
      if (record.outcome !== 'reset' && !reply.raw.writableFinished) record.outcome = 'aborted';
    });
  });
  app.addHook('preHandler', async ({ record, body }) => {
    if (record && Buffer.isBuffer(body)) record.body = recordable(body);
  });
}

/** To be added last: notes the status that leaves, before the client can have seen it. */
export function addOutcomes(app: FastifyInstance): void {
  app.addHook('onSend', async ({ record }, reply, payload) => {
    if (record?.outcome === 'open') Object.assign(record, { outcome: 'answered', status: reply.statusCode });
    return payload;
  });
}
