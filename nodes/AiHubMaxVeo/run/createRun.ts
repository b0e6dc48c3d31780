/** What all items of one execution share: the API, n8n's binary store, the clock, Stop, the waiting loop and the ledger. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Failure } from '../errors';
import { isPrivateAddress } from '../request/address';
import { writtenRequest } from '../request/written';
import { lacksVideo, readTask } from '../api/task';
import { fingerprintOf, paidIn } from '../submit/ledger';
import type { Memory, Pass } from '../memory';
import { withVideoGrace } from '../wait/seen';
import { createWatch } from '../wait/watch';
import type { Watch } from '../wait/watch';
import type { PollResult } from '../wait/watched';
import type { Clock } from '../time';
import { createClient } from '../api/client';
import type { Client } from '../api/client';
import { createFindDeadStatus } from '../files/deadLink';
import type { FindDeadStatus } from '../files/deadLink';
import { createFetchFile } from '../files/fetchFile';
import type { FetchFile } from '../files/fetchFile';
import { limitsOf } from '../api/limits';
import { createOpenLink } from '../files/openLink';
import { apiWords } from '../api/reply';
import { createSend, readService } from '../api/send';
import { createStore } from '../files/store';
import type { Store } from '../files/store';
import { Budget } from '../submit/budget';
import { createLog } from '../submit/createdLog';
import type { LogCreated } from '../submit/createdLog';
import { Notes } from '../output/notes';
import { isTool, registerTry } from './caller';

export interface Run {
  client: Client;
  store: Store;
  fetchFile: FetchFile;
  findDeadStatus: FindDeadStatus;
  watch: Watch;
  clock: Clock;
  /** Aborted when the user presses Stop, and when an item's failure ends the whole run. */
  halt: AbortSignal;
  memory: Memory;
  pass: Pass;
  /** The service is on this machine or network, so it can fetch what only this network has. */
  isLocal: boolean;
  /** Fingerprint of what is written in the node, before its expressions are evaluated. */
  written: string;
  /** Every task that this run created or resumed: when an item ends the run, the others' must not be lost. */
  paidTasks: Set<string>;
  /** Why nothing more may be submitted in this run, once there is such a reason. */
  refusal: Failure | null;
  /** What the items' files give rise to, such as an image that is small. */
  hints: Notes;
  /** Writes into n8n's log that a task was created for an item. */
  logCreated: LogCreated;
  budget: Budget;
  /** Uploads under way, by the ID of the file. */
  uploads: Map<string, Promise<string>>;
}

/** One look at a task, as the waiting loop wants it. Never throws. */
export async function pollTask(
  { client, memory, clock, pass }: Pick<Run, 'client' | 'memory' | 'clock' | 'pass'>,
  taskId: string,
  sync: boolean,
): Promise<PollResult> {
  const look = await client.look(taskId, sync);
  if ('failure' in look)
    return { trouble: look.failure, again: look.again, afterMs: look.again ? look.afterMs : 0 };
  const task = readTask(look.body, taskId);
  // A refresh can hide a link that a plain look has, so it proves nothing about a missing video.
  if (task?.id === taskId && sync && lacksVideo(task)) return { task };
  if (task?.id === taskId) {
    const sighting = { nowMs: clock.now(), execution: pass.execution };
    return { task: withVideoGrace(memory, task, sighting) };
  }
  const odd = `AIHubMax answered with ${task ? `another task (${task.id})` : 'no task'}`;
  const message = apiWords(look.body).message || odd;
  return { trouble: { category: 'service', message }, again: true, afterMs: 0 };
}

const passOf = (context: IExecuteFunctions): Pass => ({
  runIndex: Number(context.getWorkflowDataProxy(0).$runIndex ?? 0),
  execution: context.getExecutionId() ?? '',
  isTool: isTool(context),
  ...registerTry(context),
});

export async function openRun(context: IExecuteFunctions, clock: Clock, halt: AbortSignal): Promise<Run> {
  const service = await readService(context, clock);
  const limits = limitsOf(clock, service);
  const client = createClient({ send: createSend(context, service), clock, stop: halt, limits });
  const memory: Memory = context.getContext('node');
  const pass = passOf(context);
  const openLink = createOpenLink(context, service, halt);
  const look = async (taskId: string, sync: boolean) =>
    await pollTask({ client, memory, clock, pass }, taskId, sync);
  return {
    ...{ client, clock, halt, refusal: null },
    store: createStore(context),
    fetchFile: createFetchFile(openLink),
    findDeadStatus: createFindDeadStatus(openLink),
    watch: createWatch({ look, clock, stop: halt }),
    memory,
    pass,
    written: fingerprintOf(writtenRequest(context.getNode().parameters)),
    isLocal: isPrivateAddress(service.baseUrl),
    paidTasks: new Set(paidIn(memory, pass)),
    hints: new Notes(),
    logCreated: createLog(context),
    budget: new Budget(memory, pass),
    uploads: new Map(),
  };
}
