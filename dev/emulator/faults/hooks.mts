/** Where faults act on a request: before its route, and on the answer before it leaves. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { Service } from '../service.mts';
import { altered, answerOf } from './answer.mts';
import { isPiecemeal, piecemeal } from './pieces.mts';
import { isReshaped, reshaped } from './reshaping.mts';
import { isAccepted, replaces, type Fault } from './rule.mts';

declare module 'fastify' {
  interface FastifyRequest {
    fault: Fault | null;
  }
}

export function addFaults(app: FastifyInstance, service: Service): void {
  app.decorateRequest('fault', null);
  app.addHook('preHandler', async (request, reply) => before(service, request, reply));
  app.addHook('onSend', async (request, reply, payload) => {
    if (!request.fault) return payload;
    return after(service, { request, reply, fault: request.fault }, payload);
  });
}

/** Looks the fault up. One that is not accepted keeps the request from its route. */
async function before(service: Service, request: FastifyRequest, reply: FastifyReply) {
  const fault = request.record && service.faults.take(request.record);
  if (!fault) return;
  request.fault = fault;
  if (isAccepted(fault)) return;
  if (replaces(fault)) return reply.send('');
  if (!(await service.gate.pass(fault, request.raw.socket))) return reply.hijack();
}

interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
  fault: Fault;
}

/** The real answer, or the empty one of a request that was kept from its route, becomes what the client gets. */
async function after(
  service: Service,
  { request, reply, fault }: Exchange,
  payload: unknown,
): Promise<unknown> {
  const { socket } = request.raw;
  if (isAccepted(fault) || replaces(fault)) await service.gate.pass(fault, socket);
  if (fault.reset) {
    if (request.record) request.record.outcome = 'reset';
    socket.resetAndDestroy();
    return payload;
  }
  const answer = replaces(fault) ? replacement(service, reply, fault) : adjusted(reply, fault, payload);
  if (typeof answer !== 'string' && !Buffer.isBuffer(answer) && !(answer instanceof Readable)) return answer;
  if (isReshaped(fault)) return await reshaped(fault, reply, answer);
  if (!isPiecemeal(fault)) return answer;
  const bytes = Number(reply.getHeader('content-length') ?? lengthOf(answer));
  reply.header('content-length', bytes);
  return piecemeal(fault, service.gate, { payload: answer, bytes, socket });
}

const lengthOf = (answer: string | Buffer | Readable): number =>
  answer instanceof Readable ? 0 : Buffer.byteLength(answer);

function replacement({ clock, resultsUrl }: Service, reply: FastifyReply, fault: Fault): string {
  const { status, headers, body } = answerOf(fault, clock.now(), `${resultsUrl}/elsewhere`);
  reply.removeHeader('content-length').removeHeader('content-type');
  reply.code(status).headers(headers);
  return body;
}

/** The real answer with the fault's headers, and without or with some of its members. */
function adjusted(reply: FastifyReply, fault: Fault, payload: unknown): unknown {
  if (fault.headers) reply.headers(fault.headers);
  if (!(fault.omit || fault.merge) || typeof payload !== 'string') return payload;
  reply.removeHeader('content-length');
  return altered(payload, fault);
}
