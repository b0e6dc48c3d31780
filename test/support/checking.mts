/** Check beside a fake service: answers for the balance, and for what lies behind URLs. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { png } from './binaries.mts';
import { execute, flowers, type Scene } from './context.mts';
import { accepted, completed } from './replies.mts';
import { fakeService, json, type Script } from './service.mts';

export const credits = { data: { token: { remaining_credits: 9780, unlimited_credits: false }, user: {} } };

/** `behind`: what each URL gives. */
export const serving = (behind: Script = { body: png(1920, 1080) }, balance: Script = json(credits)) => {
  const scripts = { behind, balance };
  return fakeService({
    create: json(accepted()),
    look: json(completed()),
    file: scripts.behind,
    other: async (request, nth) => {
      const script = request.url.includes('/v1/account/') ? scripts.balance : scripts.behind;
      return typeof script === 'function' ? await script(request, nth) : [script].flat()[0]!;
    },
  });
};

export const check: INodeParameters = { ...flowers, operation: 'check' };

/** The one item, and proof that nothing was sent for it. */
export async function checked(
  over: Partial<Scene> = {},
): Promise<{ json: IDataObject; service: Scene['service'] }> {
  const service = over.service ?? serving();
  const [item] = await execute({ parameters: check, ...over, service });
  expect(service.creates()).toEqual([]);
  expect(service.of('upload')).toEqual([]);
  return { json: item?.json ?? {}, service };
}
