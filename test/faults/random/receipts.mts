/** What the items of an execution say was charged, held against what the service counted. */
import type { IDataObject } from 'n8n-workflow';
import type { Seen } from '../stage.mts';
import { described, type Create } from './create.mts';

interface Receipt {
  item: number;
  charged: unknown;
  taskId: unknown;
}

/** An agent is told the task of a failure in its sentence alone. */
export function taskOf({ taskId, failure, error }: IDataObject): unknown {
  const [named] = /task-unified-[\w-]+|(?<=\btask )\d{6,}/i.exec(String(error)) ?? [];
  return taskId ?? (failure as IDataObject | undefined)?.taskId ?? named;
}

/** Of an item, or of the error that ended the execution: that one says it of its own item alone. */
function receiptsOf({ items, saved }: Seen): Receipt[] {
  const { error } = saved.resultData;
  const { itemIndex, charged, taskId } = (error?.context ?? {}) as IDataObject;
  if (error) return charged === undefined ? [] : [{ item: Number(itemIndex), charged, taskId }];
  return items.map(({ json }, item) => ({ item, charged: json.charged, taskId: taskOf(json) }));
}

/** Whether a word is true of what an item has sent in its execution. */
const isTrue: Readonly<Record<string, (creates: Create[], taskId: unknown) => boolean>> = {
  yes: (creates, taskId) => creates.some((create) => create.taskId !== undefined && create.taskId === taskId),
  no: (creates) => creates.every(({ fate }) => fate === 'refused'),
  unknown: (creates) => creates.some(({ fate, failsAtMs }) => fate === 'unknown' || failsAtMs < Infinity),
};

/** `executions`: null for one that n8n has lost, of which nothing is seen. */
export const receiptsAreTrue = (executions: (Seen | null)[], creates: Create[]): string[] =>
  executions.flatMap((seen, execution) =>
    (seen ? receiptsOf(seen) : []).flatMap(({ item, charged, taskId }) => {
      const own = creates.filter((create) => create.execution === execution && create.item === item);
      if (isTrue[String(charged)]?.(own, taskId)) return [];
      const sent = own.map(described).join('; ') || 'nothing was sent';
      return [`item ${item} of execution ${execution} says charged: ${String(charged)}, but ${sent}`];
    }),
  );
