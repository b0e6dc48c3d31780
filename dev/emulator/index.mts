/** A local AIHubMax: everything the node talks to, on two origins of this machine. */
import { addAccount } from './accounts.mts';
import { addAdmin } from './admin.mts';
import { addModels } from './models.mts';
import type { Emulator, EmulatorOptions } from './options.mts';
import { addPage } from './page/page.mts';
import { newServer } from './server.mts';
import { Service } from './service.mts';
import { addTasks, addVideos } from './tasks/routes.mts';
import { viewOf } from './tasks/tasks.mts';
import { addFiles, addUploads } from './uploads/routes.mts';

export { ManualClock, RunningClock, type Clock } from './clock.mts';
export type { Fault, FaultRule, Match } from './faults/rule.mts';
export type { RequestRecord } from './journal.mts';
export type { Emulator, EmulatorOptions, TaskView } from './options.mts';
export type { FilmOrder } from './render/order.mts';
export type { Renderer } from './render/render.mts';
export type { TaskScript } from './tasks/script.mts';

const host = '127.0.0.1';

function apiOf(service: Service) {
  const app = newServer(service, 'api');
  addTasks(app, service);
  addModels(app);
  addUploads(app, service);
  addAccount(app, service);
  addAdmin(app, service);
  addPage(app, service);
  return app;
}

function resultsOf(service: Service) {
  const app = newServer(service, 'results');
  addVideos(app, service);
  addFiles(app, service);
  return app;
}

/** Resolves when both origins listen on 127.0.0.1; rejects, leaving nothing behind, when a port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const service = new Service(options);
  const api = apiOf(service);
  const results = resultsOf(service);
  const stop = async () => {
    service.gate.release();
    await Promise.all([api.close(), results.close()]);
    await service.close();
  };
  try {
    service.url = await api.listen({ host, port: options.port ?? 0 });
    service.resultsUrl = await results.listen({ host, port: options.resultsPort ?? 0 });
  } catch (error) {
    await stop();
    throw error;
  }
  return emulatorOf(service, stop);
}

function emulatorOf(service: Service, stop: () => Promise<void>): Emulator {
  const { accounts, account, clock, faults, films, gate, journal, resultsUrl, tasks, url } = service;
  return {
    url,
    resultsUrl,
    key: account.key,
    samplePhotoUrl: `${resultsUrl}/sample-photo.jpg`,
    addKey: (credits = account.granted) => accounts.open(credits).key,
    creditsLeft: (key = account.key) => service.creditsLeft(accounts.of(`Bearer ${key}`)),
    requests: () => [...journal.records],
    creates: () => tasks.all.length,
    createAttempts: () => journal.of('create').length,
    tasks: () => tasks.all.map((task) => viewOf(task, service)),
    fault: (rule) => faults.add(rule),
    clearFaults: () => faults.clear(),
    release: () => gate.release(),
    advance: (ms) => clock.advance(ms),
    rendered: () => films.settled(),
    stop,
  };
}
