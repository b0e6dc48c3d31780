/** A local AIHubMax: everything the node talks to, on two origins of this machine. */
import { addAccount } from './accounts.mts';
import type { FaultRule } from './faults/rule.mts';
import type { RequestRecord } from './journal.mts';
import { addModels } from './models.mts';
import { addPage } from './page.mts';
import { newServer } from './server.mts';
import { Service, type EmulatorOptions } from './service.mts';
import { addTasks, addVideos } from './tasks/routes.mts';
import { viewOf, type TaskView } from './tasks/tasks.mts';
import { addFiles, addUploads } from './uploads/routes.mts';

export { ManualClock, RunningClock, type Clock } from './clock.mts';
export type { Fault, Match } from './faults/rule.mts';
export type { FilmOrder } from './render/order.mts';
export type { Renderer } from './render/render.mts';
export type { TaskScript } from './tasks/script.mts';
export type { EmulatorOptions, FaultRule, RequestRecord, TaskView };

const host = '127.0.0.1';

const onApi = [addTasks, addModels, addUploads, addAccount, addPage];
const onResults = [addVideos, addFiles];

/** Resolves when both origins listen on 127.0.0.1; rejects, leaving nothing behind, when a port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const service = new Service(options);
  const api = newServer(service, 'api');
  const results = newServer(service, 'results');
  onApi.forEach((add) => add(api, service));
  onResults.forEach((add) => add(results, service));
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

export type Emulator = ReturnType<typeof emulatorOf>;

function emulatorOf(service: Service, stop: () => Promise<void>) {
  const { accounts, account, clock, faults, films, gate, journal, resultsUrl, tasks, url } = service;
  return {
    /** Origin of the API, without a trailing slash. */
    url,
    /** Origin of the results and uploads. */
    resultsUrl,
    /** A key with the credits of the options. */
    key: account.key,
    /** A picture that needs no key. */
    samplePhotoUrl: `${resultsUrl}/sample-photo.jpg`,
    /** Another key, with this many credits. */
    addKey: (credits = account.granted): string => accounts.open(credits).key,
    /** Everything that reached either origin, oldest first. */
    requests: (): readonly RequestRecord[] => [...journal.records],
    /** Creates that made a task. */
    creates: (): number => tasks.all.length,
    /** Creates that arrived, whatever became of them. */
    createAttempts: (): number => journal.records.filter(({ route }) => route === 'create').length,
    /** Those that were created after the first `from`. */
    tasks: (from = 0): TaskView[] => tasks.all.slice(from).map((task) => viewOf(task, service)),
    fault: (rule: FaultRule): void => faults.add(rule),
    clearFaults: (): void => faults.clear(),
    /** Lets every held answer go on. */
    release: (): void => gate.release(),
    /** Pushes the clock. */
    advance: (ms: number): void => clock.advance(ms),
    /** Resolves when every film ordered so far is ready or failed. */
    rendered: (): Promise<void> => films.settled(),
    stop,
  };
}
