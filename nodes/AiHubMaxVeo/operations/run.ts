/** What all items of one execution share: the API, the clock, the Stop button and the one waiting loop. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { ReadParameter } from '../request/read';
import { readTask } from '../task/task';
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
  stop: StopSignal;
}

/** One operation on one item: its parameters in, the JSON of its output item out. Throws VideoError. */
export type Operation = (run: Run, read: ReadParameter) => Promise<IDataObject>;

/** One look at a task, as the waiting loop wants it. */
export async function sight(client: Client, taskId: string, sync: boolean): Promise<Sighting> {
  const look = await client.look(taskId, sync);
  if ('failure' in look) return { trouble: look.failure, again: look.again, afterMs: look.again ? look.afterMs : 0 };
  const task = readTask(look.body);
  if (task?.id === taskId) return { task };
  const message = `AIHubMax answered with ${task ? `another task (${task.id})` : 'no task'}`;
  return { trouble: { category: 'service', message }, again: true, afterMs: 0 };
}

export async function openRun(context: IExecuteFunctions, clock: Clock): Promise<Run> {
  const stop = context.getExecutionCancelSignal?.();
  const client = createClient(await createSend(context), clock, stop);
  const look = async (taskId: string, sync: boolean) => await sight(client, taskId, sync);
  return { client, watch: createWatch({ look, clock, stop }), clock, stop };
}
