/** All items of one execution, each on its own road: one item in, one item out, paired and in order. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asFailure, guidance, sentence, toNodeError } from '../errors';
import { systemClock } from '../time';
import type { Clock } from '../time';
import { operations } from './index';
import { openRun } from './run';
import type { Operation, Run } from './run';

/** With "Continue (using error output)" n8n routes an item by exactly these keys. */
const failedItem = (thrown: unknown, item: number): INodeExecutionData => {
  const known = asFailure(thrown);
  return { json: { error: sentence(known), message: guidance(known) }, pairedItem: { item } };
};

async function walk(context: IExecuteFunctions, run: Run, item: number): Promise<INodeExecutionData> {
  const operation = operations[context.getNodeParameter('operation', 0)] as Operation;
  try {
    const json = await operation(run, (name) => context.getNodeParameter(name, item, null));
    return { json, pairedItem: { item } };
  } catch (thrown) {
    if (context.continueOnFail()) return failedItem(thrown, item);
    throw toNodeError(context.getNode(), asFailure(thrown), item);
  }
}

export async function executeItems(
  context: IExecuteFunctions,
  clock: Clock = systemClock,
): Promise<INodeExecutionData[][]> {
  const run = await openRun(context, clock);
  const done: INodeExecutionData[] = [];
  for (const item of context.getInputData().keys()) done.push(await walk(context, run, item));
  return [done];
}
