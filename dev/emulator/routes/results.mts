/** Finished videos: on the second origin, behind links that run out and want no key; on the API's own, for its key. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { createReadStream, statSync } from 'node:fs';
import { ownerOf } from '../accounts.mts';
import { pages } from '../faults/pages.mts';
import { badRequest, notFound } from '../refusal.mts';
import type { Service } from '../service.mts';
import { resultExpiry } from '../tasks/reply.mts';
import { taskMoment, type Task } from '../tasks/task.mts';

/** A key sent to a file host is a leaked key: refused, and recorded with its header. */
export function refuseKeys(app: FastifyInstance): void {
  app.addHook('preHandler', async ({ headers }) => {
    if (headers.authorization)
      throw badRequest('Only one auth mechanism allowed: drop the Authorization header');
  });
}

/** Answers with the task's video while it is there. */
function sendVideo({ clock }: Service, task: Task | undefined, reply: FastifyReply): FastifyReply {
  if (!task || taskMoment(task, clock.now()).status !== 'completed') throw notFound('No such file');
  if (clock.now() >= resultExpiry(task)) {
    const { status, type, body } = pages.expired;
    return reply.code(status).type(type).send(body);
  }
  reply.type('video/mp4').header('content-length', statSync(task.film.path).size);
  return reply.send(createReadStream(task.film.path));
}

export function addContent(app: FastifyInstance, service: Service): void {
  app.get<{ Params: { id: string } }>(
    '/v1/videos/:id/content',
    { config: { route: 'result' } },
    async (request, reply) => {
      const task = service.tasks.find(request.params.id);
      return sendVideo(service, task?.key === ownerOf(request).key ? task : undefined, reply);
    },
  );
}

export function addResults(app: FastifyInstance, service: Service): void {
  app.get<{ Params: { video: string } }>(
    '/out/:video',
    { config: { route: 'result', open: true } },
    async (request, reply) => {
      return sendVideo(service, service.tasks.ofVideo(request.params.video.replace(/\.mp4$/, '')), reply);
    },
  );
  app.get('/elsewhere', { config: { route: 'elsewhere', open: true } }, async () => ({ elsewhere: true }));
}
