/** Writes every request into the journal, and what became of it. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { recordable, type Origin } from './journal.mts';
import type { Service } from './service.mts';

const taskIdOf = (service: Service, request: FastifyRequest): string | undefined => {
  const { id, video } = request.params as { id?: string; video?: string };
  return video ? service.tasks.ofVideo(video.replace(/\.mp4$/, ''))?.id : id;
};

const factsOf = (request: FastifyRequest) => ({
  method: request.method,
  path: request.url.split('?', 1)[0] ?? '',
  query: { ...(request.query as Record<string, string>) },
  headers: request.headers,
});

/** To be added first: nothing may happen to a request before it is recorded. */
export function addRecording(app: FastifyInstance, service: Service, origin: Origin): void {
  app.addHook('onRequest', async (request, reply) => {
    const { route = 'unknown' } = request.routeOptions.config;
    if (route === 'private') return;
    const taskId = taskIdOf(service, request);
    const record = service.journal.open({ route, origin, ...factsOf(request), ...(taskId && { taskId }) });
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
