/** The items of one execution: each is read and checked, then finished, and comes out paired. */
import { deepCopy } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asFailure, guidance, sentence, VideoError } from '../errors';
import type { Failure } from '../errors';
import type { Item, Operation, Run } from '../operations/operation';

type Plan = Awaited<ReturnType<Operation>>;

/** An item that has been read and checked. */
export type Prepared = { item: Item } & ({ plan: Plan } | { failure: Failure });

export const itemsOf = (context: IExecuteFunctions): Item[] =>
  context.getInputData().map(({ json, binary }, index) => ({
    index,
    json,
    binary,
    read: (name) => context.getNodeParameter(name, index, null),
  }));

async function planOf(run: Run, operations: Record<string, Operation>, item: Item): Promise<Plan> {
  const name = String(item.read('operation'));
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation) return await operation(run, item);
  const message = `Operation is "${name}", but must be one of: ${Object.keys(operations).join(', ')}.`;
  throw new VideoError({ category: 'invalid_request', message });
}

/** Nothing has been sent for an item by then that costs anything. `operations`: by the name that the form gives them. */
export async function prepare(
  run: Run,
  operations: Record<string, Operation>,
  item: Item,
): Promise<Prepared> {
  try {
    return { item, plan: await planOf(run, operations, item) };
  } catch (thrown) {
    return { item, failure: asFailure(thrown) };
  }
}

/** The output item of one that was prepared. Throws VideoError. */
export async function finish(prepared: Prepared): Promise<INodeExecutionData> {
  if ('failure' in prepared) throw new VideoError(prepared.failure);
  const { plan, item } = prepared;
  const { json, ...files } = await plan.work();
  const input = plan.includesInput && { input: deepCopy(item.json) };
  return { json: { ...json, ...input }, ...files, pairedItem: { item: item.index } };
}

/** With "Continue (using error output)" n8n routes an item to its error branch by exactly these keys. */
export const failedItem = (known: Failure, item: number): INodeExecutionData => ({
  json: { error: sentence(known), message: guidance(known) },
  pairedItem: { item },
});
