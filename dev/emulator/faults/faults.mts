/** The rules in force, and where they act on a request: before its route, and on the answer before it leaves. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestRecord } from '../journal.mts';
import type { Service } from '../service.mts';
import { adjusted, replaced } from './answer.mts';
import { delivered } from './delivery.mts';
import { isAccepted, replaces, type Fault, type FaultRule } from './rule.mts';

interface Entry {
  rule: FaultRule;
  /** Requests that met the rule, apart from `nth`. */
  met: number;
  used: number;
}

const has = (found: unknown, wanted: Readonly<Record<string, unknown>> = {}): boolean =>
  Object.entries(wanted).every(([key, value]) => {
    const member: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined;
    return JSON.stringify(member) === JSON.stringify(value);
  });

export class FaultBook {
  #entries: Entry[] = [];

  add(rule: FaultRule): void {
    this.#entries.push({ rule, met: 0, used: 0 });
  }

  clear(): void {
    this.#entries = [];
  }

  /** The first rule that applies, counted as used. Call once per request. */
  take(request: RequestRecord): Fault | undefined {
    const entry = this.#entries.find((candidate) => this.#applies(candidate, request));
    if (entry) entry.used += 1;
    return entry?.rule.then;
  }

  #applies(entry: Entry, request: RequestRecord): boolean {
    const { on, match = {}, times = 1 } = entry.rule;
    if (on !== 'any' && on !== request.route) return false;
    if (times > 0 && entry.used >= times) return false;
    if (typeof match === 'function') return match(request);
    const isMet = request.path.includes(match.path ?? '') && has(request.body, match.body);
    if (!isMet) return false;
    entry.met += 1;
    return entry.met >= (match.nth ?? 1);
  }
}

export function addFaults(app: FastifyInstance, service: Service): void {
  app.addHook('preHandler', async (request, reply) => before(service, request, reply));
  app.addHook('onSend', async (request, reply, payload) =>
    request.fault ? after(service, request.fault, reply, payload) : payload,
  );
}

/** Looks the fault up. One that is not accepted keeps the request from its route. */
async function before(service: Service, request: FastifyRequest, reply: FastifyReply) {
  const fault = request.record && service.faults.take(request.record);
  if (!fault) return;
  request.fault = fault;
  if (isAccepted(fault)) return;
  if (replaces(fault)) return reply.send('');
  if (!(await service.gate.pass(fault, request.socket))) return reply.hijack();
}

/** The real answer, or the empty one of a request that was kept from its route, becomes what the client gets. */
async function after(service: Service, fault: Fault, reply: FastifyReply, payload: unknown) {
  const { record, socket } = reply.request;
  if (isAccepted(fault) || replaces(fault)) await service.gate.pass(fault, socket);
  if (fault.reset) {
    if (record) record.outcome = 'reset';
    socket.resetAndDestroy();
    return payload;
  }
  const answer = replaces(fault) ? replaced(fault, reply, service) : adjusted(fault, reply, payload);
  return await delivered(fault, service.gate, reply, answer);
}
