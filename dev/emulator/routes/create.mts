/** POST /v1/videos/generations */
import type { FastifyInstance } from 'fastify';
import { ownerOf, type Account } from '../accounts.mts';
import { jsonBody } from '../body.mts';
import { checkRequest } from '../check/request.mts';
import { creditsFor } from '../prices.mts';
import { Refusal, typeOf } from '../refusal.mts';
import { noFilm, type FilmMaker } from '../render/film.mts';
import { orderOf } from '../render/order.mts';
import { checkReachable } from '../check/reachable.mts';
import type { Service } from '../service.mts';
import { createdReply } from '../tasks/reply.mts';
import type { TaskScript } from '../tasks/script.mts';

export function addCreate(app: FastifyInstance, service: Service): void {
  const { options, tasks, clock, films } = service;
  app.post('/v1/videos/generations', { config: { route: 'create' } }, async (request) => {
    const body = jsonBody(request);
    const model = checkRequest(body);
    const order = orderOf(model, body);
    if (options.refuseUnreachable) await checkReachable(order.pictures);
    const credits = creditsFor(model, order);
    const account = ownerOf(request);
    checkBalance(service, account, credits);
    const script = scriptOf(service, request.fault?.script);
    const film = filmOf(script, () => films.start(String(tasks.all.length), order));
    const task = tasks.accept({ key: account.key, body, credits, now: clock.now(), script, film });
    if (request.record) request.record.taskId = task.id;
    return createdReply(task);
  });
}

/** Credits are reserved at submit: what open tasks hold counts as spent. */
function checkBalance(service: Service, account: Account, credits: number): void {
  const left = service.creditsLeft(account);
  if (left >= credits) return;
  const message = `Insufficient balance: this request needs ${credits} credits, ${left} are left`;
  throw new Refusal(402, { type: typeOf(402), code: 'insufficient_quota', message });
}

/** A fault's script goes before the emulator's own. */
const scriptOf = ({ options }: Service, script: Partial<TaskScript> = {}): Partial<TaskScript> => ({
  ...(options.taskSeconds !== undefined && { seconds: options.taskSeconds }),
  ...options.script,
  ...script,
});

/** A task that is to fail needs no film. */
const filmOf = ({ end = 'completed' }: Partial<TaskScript>, start: () => ReturnType<FilmMaker>) =>
  end === 'completed' ? start() : noFilm;
