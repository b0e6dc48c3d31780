/** One emulator and one clock for all cells of a suite; each cell sees only what it did itself. */
import type { IDataObject, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { startEmulator } from '../../dev/emulator/index.mts';
import type { Emulator, EmulatorOptions, RequestRecord, TaskView } from '../../dev/emulator/index.mts';
import { runFlow, type Flow } from '../support/engine.mts';
import { IdleClock } from './idle.mts';
import { veoOn } from './veo.mts';

export interface Stage {
  emulator: Emulator;
  clock: IdleClock;
}

export async function openStage(options: EmulatorOptions = {}, beginsAtMs?: number): Promise<Stage> {
  const clock = new IdleClock(beginsAtMs);
  const usual = { render: false, taskSeconds: 20, credits: 1_000_000 };
  return { clock, emulator: await startEmulator({ ...usual, ...options, clock }) };
}

/** What a cell did, and what its user was told. */
export interface Seen {
  /** Every request that reached the service, in order. */
  requests: RequestRecord[];
  /** The tasks that were made, and so paid for. */
  tasks: TaskView[];
  items: INodeExecutionData[];
  /** What ended the workflow, when something did. */
  error: { message: string; description: string } | null;
  status: string;
  saved: IRunExecutionData;
  /** What a person can read: items and the error. */
  shown: string;
  /** Everything that n8n keeps, what nobody reads included. */
  text: string;
}

export const sent = ({ requests }: Seen, route: RequestRecord['route']): number =>
  requests.filter((request) => request.route === route).length;

export const json = ({ items: [item] }: Seen): IDataObject => item?.json ?? {};

/** `patienceMs`: where a request is to hang, see veo.mts. */
export type Scene = Omit<Flow, 'credentials'> & Partial<Flow> & { patienceMs?: number };

/** Runs the flow, and forgets the faults that are left over. */
export async function play(stage: Stage, scene: Scene): Promise<Seen> {
  const seen = await playOn(stage, scene);
  stage.emulator.clearFaults();
  return seen;
}

/** Runs the flow; faults that are left over meet the next one. */
export async function playOn({ emulator, clock }: Stage, { patienceMs, ...flow }: Scene): Promise<Seen> {
  const [requests, tasks] = [emulator.requests().length, emulator.creates()];
  const credentials = { apiKey: emulator.key, baseUrl: emulator.url };
  const { run, reached, saved } = await runFlow({
    credentials,
    nodeType: veoOn({ clock, patienceMs }),
    ...flow,
  });
  const { error } = saved.resultData;
  const told = error ? { message: error.message, description: String(error.description) } : null;
  const items = reached('Fine') ?? [];
  return {
    requests: emulator.requests().slice(requests),
    tasks: emulator.tasks(tasks),
    items,
    error: told,
    status: run.status,
    saved,
    shown: JSON.stringify([items.map(({ json }) => json), told]),
    text: JSON.stringify([run, error?.stack, error?.cause]),
  };
}
