/** What all items of one execution share: the API, the clock, the Stop button, the one waiting loop and the ledger. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Failure } from '../errors';
import { readTask } from '../task/task';
import type { Memory, Place } from '../task/ledger';
import { createWatch } from '../task/wait';
import type { Watch } from '../task/wait';
import type { Sighting } from '../task/watched';
import type { Clock, StopSignal } from '../time';
import { createClient } from '../transport/client';
import type { Client } from '../transport/client';
import { createSend } from '../transport/send';

export interface Run {
  client: Client;
  watch: Watch;
  clock: Clock;
  /** Aborted when the user presses Stop, and when an item's failure ends the whole run. */
  halt: StopSignal;
  memory: Memory;
  place: Place;
  /** Every task that this run created or resumed: when an item ends the run, the others' must not be lost. */
  paidTasks: Set<string>;
  /** Why nothing more may be submitted in this run, once there is such a reason. */
  refusal: Failure | null;
}

/** One look at a task, as the waiting loop wants it. */
export async function sight(client: Client, taskId: string, sync: boolean): Promise<Sighting> {
  const look = await client.look(taskId, sync);
  if ('failure' in look) return { trouble: look.failure, again: look.again, afterMs: look.again ? look.afterMs : 0 };
  const task = readTask(look.body);
  if (task?.id === taskId) return { task };
  const message = `AIHubMax answered with ${task ? `another task (${task.id})` : 'no task'}`;
  return { trouble: { category: 'service', message }, again: true, afterMs: 0 };
}

const placeOf = (context: IExecuteFunctions): Place => ({
  runIndex: Number(context.getWorkflowDataProxy(0).$runIndex ?? 0),
  execution: context.getExecutionId() ?? '',
});

export async function openRun(context: IExecuteFunctions, clock: Clock, halt: AbortSignal): Promise<Run> {
  const client = createClient({ send: await createSend(context), clock, stop: halt });
  const look = async (taskId: string, sync: boolean) => await sight(client, taskId, sync);
  const watch = createWatch({ look, clock, stop: halt });
  const memory: Memory = context.getContext('node');
  return { client, watch, clock, halt, memory, place: placeOf(context), paidTasks: new Set(), refusal: null };
}
