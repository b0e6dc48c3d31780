/** One emulator and one clock for all cells of a suite; each cell sees only what it did itself. */
import type { IDataObject, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { startEmulator } from '../../dev/emulator/index.mts';
import type { Emulator, EmulatorOptions, RequestRecord, TaskView } from '../../dev/emulator/index.mts';
import { runFlow } from '../support/engine.mts';
import type { Flow } from '../support/engine.mts';
import { IdleClock } from './idle.mts';
import { veoOn } from './veo.mts';

export interface Stage {
  emulator: Emulator;
  clock: IdleClock;
}

export async function openStage(options: EmulatorOptions = {}): Promise<Stage> {
  const clock = new IdleClock();
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
  /** Everything that n8n would keep or show. */
  text: string;
}

export const sent = ({ requests }: Seen, route: RequestRecord['route']): number =>
  requests.filter((request) => request.route === route).length;

export const json = ({ items: [item] }: Seen): IDataObject => item?.json ?? {};

/** Runs the flow, and forgets the faults that are left over. */
export async function play(
  { emulator, clock }: Stage,
  flow: Omit<Flow, 'credentials'> & Partial<Flow>,
): Promise<Seen> {
  const [requests, tasks] = [emulator.requests().length, emulator.tasks().length];
  const credentials = { apiKey: emulator.key, baseUrl: emulator.url };
  const { run, reached, saved } = await runFlow({ credentials, nodeType: veoOn(clock), ...flow });
  emulator.clearFaults();
  const { error } = saved.resultData;
  const told = error && { message: error.message, description: String(error.description) };
  return {
    requests: emulator.requests().slice(requests),
    tasks: emulator.tasks().slice(tasks),
    items: reached('Fine') ?? [],
    error: told ?? null,
    status: run.status,
    saved,
    text: JSON.stringify([run, error?.stack, error?.cause]),
  };
}
