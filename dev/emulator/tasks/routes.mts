/** Tasks over HTTP: their making, how they stand, and their videos. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ownerOf } from '../accounts.mts';
import { checkRequest } from '../check.mts';
import { pages } from '../faults/answer.mts';
import { notFound, Refusal } from '../refusal.mts';
import { noFilm } from '../render/films.mts';
import { creditsFor, orderOf } from '../render/order.mts';
import { jsonBody, sendFile } from '../server.mts';
import type { Service } from '../service.mts';
import { createdReply, statusReply } from './reply.mts';
import type { TaskScript } from './script.mts';
import { resultExpiry, taskMoment, type Task } from './tasks.mts';

/** Makes the task that the request asks for, or throws the refusal. */
function accept(service: Service, request: FastifyRequest): Task {
  const { tasks, clock, films } = service;
  const body = jsonBody(request);
  const model = checkRequest(body);
  const order = orderOf(model, body);
  const credits = creditsFor(model, order);
  const { key } = checkBalance(service, request, credits);
  const script = scriptOf(service, request.fault?.script);
  const { end = 'completed' } = script;
  // A task that is to fail needs no film.
  const film = end === 'completed' ? films.start(String(tasks.all.length), order) : noFilm;
  return tasks.accept({ key, body, credits, createdAt: clock.now(), script, film });
}

/** Credits are reserved at submit: what open tasks hold counts as spent. */
function checkBalance(service: Service, request: FastifyRequest, credits: number) {
  const account = ownerOf(request);
  const left = service.creditsLeft(account);
  if (left >= credits) return account;
  const message = `Insufficient balance: this request needs ${credits} credits, ${left} are left`;
  throw new Refusal(402, 'insufficient_quota', message);
}

/** A fault's script goes before the emulator's own. */
const scriptOf = ({ options }: Service, script: Partial<TaskScript> = {}): Partial<TaskScript> => ({
  ...(options.taskSeconds !== undefined && { seconds: options.taskSeconds }),
  ...options.script,
  ...script,
});

/** Another key's task is as unknown as none. */
function ownTask(request: FastifyRequest, { tasks }: Service): Task | undefined {
  const { id } = request.params as { id: string };
  const task = tasks.find(id);
  return task?.key === ownerOf(request).key ? task : undefined;
}

/** On the API's origin. */
export function addTasks(app: FastifyInstance, service: Service): void {
  app.post('/v1/videos/generations', { config: { route: 'create' } }, async (request) => {
    const task = accept(service, request);
    if (request.record) request.record.taskId = task.id;
    return createdReply(task);
  });
  app.get<Lookup>('/v1/tasks/:id', { config: { route: 'status' } }, async (request) => {
    const task = ownTask(request, service);
    if (!task) throw notFound(`Task not found: ${request.params.id}`);
    return statusReply(task, service, request.query.sync_upstream === 'true');
  });
  app.get('/v1/videos/:id/content', { config: { route: 'result' } }, async (request, reply) =>
    sendVideo(service, ownTask(request, service), reply),
  );
}

interface Lookup {
  Params: { id: string };
  Querystring: { sync_upstream?: string };
}

/** On the results' origin: behind links that run out and want no key. */
export function addVideos(app: FastifyInstance, service: Service): void {
  const config = { route: 'result', open: true } as const;
  app.get<{ Params: { video: string } }>('/out/:video', { config }, async ({ params }, reply) =>
    sendVideo(service, service.tasks.ofVideo(params.video), reply),
  );
}

/** Answers with the task's video while it is there. */
function sendVideo({ clock }: Service, task: Task | undefined, reply: FastifyReply): FastifyReply {
  if (!task || taskMoment(task, clock.now()).status !== 'completed') throw notFound('No such file');
  if (clock.now() < resultExpiry(task)) return sendFile(reply, task.film.path, 'video/mp4');
  const { status, type, body } = pages.expired;
  return reply.code(status).type(type).send(body);
}
