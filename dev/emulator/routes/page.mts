/** GET /: the page for people. */
import type { FastifyInstance } from 'fastify';
import { page } from '../page/page.mts';
import type { Service } from '../service.mts';
import { viewOf } from '../tasks/view.mts';

export function addPage(app: FastifyInstance, service: Service): void {
  const { account, tasks } = service;
  app.get('/', { config: { route: 'private', open: true } }, async (_request, reply) => {
    const facts = {
      url: service.url,
      key: account.key,
      creditsLeft: service.creditsLeft(account),
      samplePhotoUrl: `${service.resultsUrl}/sample-photo.jpg`,
      tasks: tasks.all.map((task) => viewOf(service, task)).reverse(),
    };
    return reply.type('text/html; charset=utf-8').send(page(facts));
  });
}
