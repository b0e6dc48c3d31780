/** What both origins share: every request is recorded, meets its fault, shows its key, and only then reaches its route. */
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { createReadStream, statSync } from 'node:fs';
import { addKeys, type Account } from './accounts.mts';
import { addFaults } from './faults/faults.mts';
import type { Fault } from './faults/rule.mts';
import { addOutcomes, addRecording, type Origin, type RequestRecord, type RouteName } from './journal.mts';
import { badRequest, errorBody, invalid, notFound, Refusal, typeOf } from './refusal.mts';
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
    fault: Fault | null;
    /** Whose key it came with. */
    account: Account | null;
  }
}

/** Room for an upload as base64 text, which is a third longer than its bytes. */
const bodyLimit = 90_000_000;

/** A server that is not yet listening. `stop()` of the emulator cuts what is still connected. */
export function newServer(service: Service, origin: Origin): FastifyInstance {
  const app = Fastify({
    forceCloseConnections: true,
    bodyLimit,
    routerOptions: { maxParamLength: 300 },
  });
  // Bodies stay bytes until the key was looked at: a bad key on a bad body is a 401.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  for (const name of ['record', 'fault', 'account']) app.decorateRequest(name, null);
  addRecording(app, service, origin);
  addFaults(app, service);
  addKeys(app, service, origin);
  addRefusals(app, service);
  addOutcomes(app);
  return app;
}

/** Refusals, and Fastify's own too, in the vendor's words. */
function addRefusals(app: FastifyInstance, { clock }: Service): void {
  app.setErrorHandler((error: FastifyError | Refusal, _request, reply) => {
    const { statusCode = 500, message } = error;
    const code = error instanceof Refusal ? error.code : undefined;
    return reply.code(statusCode).send(errorBody({ type: typeOf(statusCode), message, code }, clock.now()));
  });
  app.setNotFoundHandler(({ method, url }) => {
    throw notFound(`Invalid URL (${method} ${url})`);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badRequest('The request body is not valid JSON');
  }
}

/** The body as an object; 400 when it is not readable JSON, 422 when it is something else. */
export function jsonBody({ headers, body }: FastifyRequest): Record<string, unknown> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('application/json')) throw badRequest('Content-Type must be application/json');
  const value = parsed(Buffer.isBuffer(body) ? body.toString() : '');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid('The request body must be a JSON object');
  }
  return { ...value };
}

/** Answers with a file from disk, with its length. */
export const sendFile = (reply: FastifyReply, path: string, type: string): FastifyReply =>
  reply.type(type).header('content-length', statSync(path).size).send(createReadStream(path));
