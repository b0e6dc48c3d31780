/** GET /v1/tasks/{id} */
import type { FastifyInstance } from 'fastify';
import { ownerOf } from '../accounts.mts';
import { notFound } from '../refusal.mts';
import type { Service } from '../service.mts';
import { statusReply } from '../tasks/reply.mts';

export function addStatus(app: FastifyInstance, service: Service): void {
  app.get<{ Params: { id: string }; Querystring: { sync_upstream?: string } }>(
    '/v1/tasks/:id',
    { config: { route: 'status' } },
    async (request) => {
      const task = service.tasks.find(request.params.id);
      // Another key's task is as unknown as none.
      if (task?.key !== ownerOf(request).key) throw notFound(`Task not found: ${request.params.id}`);
      const sync = request.query.sync_upstream === 'true';
      const { clock, url, resultsUrl } = service;
      return statusReply(task, { now: clock.now(), url, resultsUrl, sync });
    },
  );
}
