/** All items of one execution, each on its own road: one item in, one item out, paired and in order. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asFailure, guidance, sentence, VideoError } from '../errors';
import type { Failure } from '../errors';
import { operations } from './index';
import type { Item, Plan } from './operation';
import type { Run } from './run';

/** An item that has been read and checked. */
export type Prepared = { item: Item } & ({ plan: Plan } | { failure: Failure });

const itemsOf = (context: IExecuteFunctions): Item[] =>
  context.getInputData().map((_data, index) => ({
    index,
    read: (name) => context.getNodeParameter(name, index, null),
  }));

function planOf(item: Item): Plan {
  const name = String(item.read('operation'));
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation) return operation(item);
  const message = `Operation is "${name}", but must be one of: ${Object.keys(operations).join(', ')}.`;
  throw new VideoError({ category: 'invalid_request', message });
}

function prepare(item: Item): Prepared {
  try {
    return { item, plan: planOf(item) };
  } catch (thrown) {
    return { item, failure: asFailure(thrown) };
  }
}

/** Every item is read and checked before anything is sent for the first. */
export const prepareAll = (context: IExecuteFunctions): Prepared[] => itemsOf(context).map(prepare);

/** The output item of one that was prepared. Throws VideoError. */
export async function walk(run: Run, prepared: Prepared): Promise<INodeExecutionData> {
  if ('failure' in prepared) throw new VideoError(prepared.failure);
  return { json: await prepared.plan.work(run), pairedItem: { item: prepared.item.index } };
}

/** With "Continue (using error output)" n8n routes an item to its error branch by exactly these keys. */
export const failedItem = (known: Failure, item: number): INodeExecutionData => ({
  json: { error: sentence(known), message: guidance(known) },
  pairedItem: { item },
});
