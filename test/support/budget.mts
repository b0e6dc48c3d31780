/** What the tests of Max Credits share: rows of one workflow, and a service that tells prices or keeps them to itself. */
import type { INodeParameters } from 'n8n-workflow';
import { execute, flowers, type Scene } from './context.mts';
import { accepted, processing } from './replies.mts';
import { askedFor, fakeService, json, type FakeService, type Reaction, type Script } from './service.mts';

export const prompts = (count: number): { prompt: string }[] =>
  Array.from({ length: count }, (_, nth) => ({ prompt: `Wave ${nth}` }));

/** The answer to a create; without `usage`, the price is not told. */
export const task = (nth: number, usage: object | undefined): Reaction =>
  json(accepted({ id: `task-${nth}`, usage }));

const looking: Script = (request) => json(processing(10, { id: askedFor(request) }));

export const serving = (create: Script, look: Script = looking): FakeService => fakeService({ create, look });

/** Runs 20 items with these limits, and counts what was created. */
export async function created(
  service: FakeService,
  batching: object,
  over: Partial<Scene> = {},
): Promise<number> {
  const parameters = { ...flowers, batching } as INodeParameters;
  await execute({ service, parameters, items: prompts(20), continueOnFail: true, ...over });
  return service.creates().length;
}
