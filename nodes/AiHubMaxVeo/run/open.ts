/** What all items of one execution share: the API, n8n's binary store, the clock, Stop, the waiting loop and the ledger. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Failure } from '../errors';
import { isPrivateAddress } from '../request/address';
import { lacksVideo, readTask } from '../task/task';
import { paidIn } from '../task/ledger';
import type { Memory, Pass } from '../task/ledger';
import { remembered } from '../task/seen';
import { createWatch } from '../task/watch';
import type { Watch } from '../task/watch';
import type { PollResult } from '../task/watched';
import type { Clock } from '../time';
import { createClient } from '../transport/client';
import type { Client } from '../transport/client';
import { createFetchFile } from '../transport/download';
import { apiWords } from '../transport/reply';
import type { FetchFile } from '../transport/download';
import { createSend, readService } from '../transport/send';
import { createStore } from '../transport/store';
import type { Store } from '../transport/store';
import { openBudget } from './budget';
import type { Budget } from './budget';
import { isTool, registerTry } from './repeat';

export interface Run {
  client: Client;
  store: Store;
  fetchFile: FetchFile;
  watch: Watch;
  clock: Clock;
  /** Aborted when the user presses Stop, and when an item's failure ends the whole run. */
  halt: AbortSignal;
  memory: Memory;
  pass: Pass;
  /** The service is on this machine or network, so it can fetch what only this network has. */
  isLocal: boolean;
  /** Creates of this run whose outcome nobody knows. */
  unknownSubmissions: number;
  /** Every task that this run created or resumed: when an item ends the run, the others' must not be lost. */
  paidTasks: Set<string>;
  /** Why nothing more may be submitted in this run, once there is such a reason. */
  refusal: Failure | null;
  /** What the user should know besides the items, each once. */
  hints: Set<string>;
  budget: Budget;
  /** Uploads under way, by the ID of the file. */
  uploads: Map<string, Promise<string>>;
}

/** One look at a task, as the waiting loop wants it. Never throws. */
export async function pollTask(
  { client, memory, clock }: Pick<Run, 'client' | 'memory' | 'clock'>,
  taskId: string,
  sync: boolean,
): Promise<PollResult> {
  const look = await client.look(taskId, sync);
  if ('failure' in look)
    return { trouble: look.failure, again: look.again, afterMs: look.again ? look.afterMs : 0 };
  const task = readTask(look.body);
  // A refresh can hide a link that a plain look has, so it proves nothing about a missing video.
  if (task?.id === taskId && sync && lacksVideo(task)) return { task };
  if (task?.id === taskId) return { task: remembered(memory, task, clock.now()) };
  const odd = `AIHubMax answered with ${task ? `another task (${task.id})` : 'no task'}`;
  const message = apiWords(look.body).message || odd;
  return { trouble: { category: 'service', message }, again: true, afterMs: 0 };
}

const passOf = (context: IExecuteFunctions, isRepeat: boolean): Pass => ({
  runIndex: Number(context.getWorkflowDataProxy(0).$runIndex ?? 0),
  execution: context.getExecutionId() ?? '',
  isRepeat,
  isTool: isTool(context),
});

export async function openRun(context: IExecuteFunctions, clock: Clock, halt: AbortSignal): Promise<Run> {
  const service = await readService(context, clock);
  const client = createClient({ send: createSend(context, service), clock, stop: halt });
  const memory: Memory = context.getContext('node');
  const look = async (taskId: string, sync: boolean) =>
    await pollTask({ client, memory, clock }, taskId, sync);
  const { isRepeat } = registerTry(context);
  const pass = passOf(context, isRepeat);
  return {
    ...{ client, clock, halt, refusal: null, unknownSubmissions: 0 },
    store: createStore(context),
    fetchFile: createFetchFile(context, halt),
    watch: createWatch({ look, clock, stop: halt }),
    memory,
    pass,
    isLocal: isPrivateAddress(service.baseUrl),
    paidTasks: new Set(paidIn(memory, pass)),
    hints: new Set(),
    budget: openBudget(memory, pass),
    uploads: new Map(),
  };
}
