/** Drives the emulator from outside: faults, records, time. Needs no key; nothing here exists at the vendor. */
import type { FastifyInstance } from 'fastify';
import { rulesOf } from './faults/rule.mts';
import { badRequest } from './refusal.mts';
import { jsonBody } from './server.mts';
import type { Service } from './service.mts';
import { viewOf } from './tasks/tasks.mts';

const quiet = { config: { route: 'private', open: true } } as const;

export function addAdmin(app: FastifyInstance, service: Service): void {
  const { faults, gate, journal, tasks, clock } = service;
  app.post('/admin/faults', quiet, async (request) => {
    const rules = rulesOf(jsonBody(request));
    rules.forEach((rule) => faults.add(rule));
    return { added: rules.length };
  });
  app.delete('/admin/faults', quiet, async () => {
    faults.clear();
    return { cleared: true };
  });
  app.post('/admin/release', quiet, async () => {
    gate.release();
    return { released: true };
  });
  app.post('/admin/advance', quiet, async (request) => {
    const { ms } = jsonBody(request);
    if (typeof ms !== 'number' || !(ms >= 0)) throw badRequest('ms must be a number of milliseconds');
    clock.advance(ms);
    return { now: clock.now() };
  });
  app.get('/admin/requests', quiet, async () => journal.records);
  app.get('/admin/tasks', quiet, async () => tasks.all.map((task) => viewOf(task, service)));
}
