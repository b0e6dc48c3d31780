/** What both origins share: every request is recorded, meets its fault, shows its key, and only then reaches its route. */
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { Account } from './accounts.mts';
import { addFaults } from './faults/hooks.mts';
import type { Origin, RequestRecord, RouteName } from './journal.mts';
import { addOutcomes, addRecording } from './recording.mts';
import { errorBody, notFound, Refusal, typeOf } from './refusal.mts';
import type { Service } from './service.mts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the request is recorded as. `private` (admin, page): not recorded, meets no fault. */
    route?: RouteName | 'private';
    /** Answers without a key. */
    open?: boolean;
  }
  interface FastifyRequest {
    record: RequestRecord | null;
    /** Whose key it came with. */
    account: Account | null;
  }
}

/** Room for an upload as base64 text, a third longer than its bytes. */
const bodyLimit = ({ uploadLimit = 0 }: Service['options']): number =>
  Math.ceil(Math.max(uploadLimit, 1 << 26) * 1.4);

/** A server that is not yet listening. `stop()` of the emulator cuts what is still connected. */
export function newServer(service: Service, origin: Origin): FastifyInstance {
  const app = Fastify({
    forceCloseConnections: true,
    bodyLimit: bodyLimit(service.options),
    routerOptions: { maxParamLength: 300 },
  });
  // Bodies stay bytes until the key was looked at: a bad key on a bad body is a 401.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.decorateRequest('record', null);
  app.decorateRequest('account', null);
  addRecording(app, service, origin);
  addFaults(app, service);
  addKeys(app, service);
  addRefusals(app, service);
  addOutcomes(app);
  return app;
}

function addKeys(app: FastifyInstance, { accounts }: Service): void {
  app.addHook('preHandler', async (request) => {
    const { open, route } = request.routeOptions.config;
    if (!open && route !== undefined) request.account = accounts.of(request.headers.authorization);
  });
}

/** Fastify's own refusals in the vendor's words. */
function refusalOf(error: FastifyError | Refusal): Refusal {
  if (error instanceof Refusal) return error;
  const status = error.statusCode ?? 500;
  return new Refusal(status, { type: typeOf(status), message: error.message });
}

function addRefusals(app: FastifyInstance, { clock }: Service): void {
  app.setErrorHandler((error: FastifyError | Refusal, _request, reply) => {
    const refusal = refusalOf(error);
    return reply.code(refusal.status).send(errorBody(refusal, clock.now()));
  });
  app.setNotFoundHandler(({ method, url }) => {
    throw notFound(`Invalid URL (${method} ${url})`);
  });
}
