/** The second origin: finished videos, behind links that run out and that must be fetched without a key. */
import type { FastifyInstance } from 'fastify';
import { createReadStream, statSync } from 'node:fs';
import { pages } from '../faults/pages.mts';
import { badRequest, notFound } from '../refusal.mts';
import type { Service } from '../service.mts';
import { resultExpiry } from '../tasks/reply.mts';
import { taskMoment } from '../tasks/task.mts';

/** A key sent to a file host is a leaked key: refused, and recorded with its header. */
export function refuseKeys(app: FastifyInstance): void {
  app.addHook('preHandler', async ({ headers }) => {
    if (headers.authorization)
      throw badRequest('Only one auth mechanism allowed: drop the Authorization header');
  });
}

export function addResults(app: FastifyInstance, { tasks, clock }: Service): void {
  app.get<{ Params: { video: string } }>(
    '/out/:video',
    { config: { route: 'result', open: true } },
    async (request, reply) => {
      const task = tasks.ofVideo(request.params.video.replace(/\.mp4$/, ''));
      if (!task || taskMoment(task, clock.now()).status !== 'completed') throw notFound('No such file');
      if (clock.now() >= resultExpiry(task)) {
        const { status, type, body } = pages.expired;
        return reply.code(status).type(type).send(body);
      }
      reply.type('video/mp4').header('content-length', statSync(task.film.path).size);
      return reply.send(createReadStream(task.film.path));
    },
  );
  app.get('/elsewhere', { config: { route: 'elsewhere', open: true } }, async () => ({ elsewhere: true }));
}
