/** An item of each operation as the node gives it: what its fields are called, and of which kind they are. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { VirtualClock } from './clock.mts';
import { png } from './binaries.mts';
import { execute, flowers, picture } from './context.mts';
import { accepted, completed, taskId } from './replies.mts';
import { fakeService, json } from './service.mts';

const balance: Readonly<Record<string, object>> = {
  subscription: { hard_limit_usd: 100 },
  usage: { total_usage: 220 },
  credits: { data: { token: { remaining_credits: 9780, used_credits: 220, unlimited_credits: false } } },
};

/** An image that is too small, so that there is something to warn of. */
const image = png(640, 360);

const service = () =>
  fakeService({
    create: json(accepted()),
    look: json(completed()),
    other: ({ url }) =>
      url === picture
        ? { body: image, headers: { 'content-length': `${image.length}` } }
        : json(balance[url.split('/').at(-1) ?? ''] ?? {}),
  });

async function itemOf(parameters: INodeParameters, clock = new VirtualClock()): Promise<IDataObject> {
  const [item] = await execute({ service: service(), clock, parameters });
  if (!item) throw new Error('No item came out');
  return item.json;
}

/** After a task like it, so that its price is known; with a second fault, so that there is an issue. */
async function checked(): Promise<IDataObject> {
  const clock = new VirtualClock();
  await itemOf({ ...flowers, operation: 'create' }, clock);
  return await itemOf({ ...flowers, operation: 'check', batching: { maxVideos: -1 } }, clock);
}

/** By the name of the operation. */
export const outputs = async (): Promise<Record<string, IDataObject>> => ({
  create: await itemOf({ ...flowers, operation: 'create' }),
  createAndWait: await itemOf({ ...flowers, operation: 'createAndWait' }),
  getStatus: await itemOf({ operation: 'getStatus', taskId }),
  check: await checked(),
  getCredits: await itemOf({ operation: 'getCredits' }),
});
