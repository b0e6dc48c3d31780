/** Requests through the node's own sender, in a context with a fake service. */
import { createSend, readService } from '../../nodes/AiHubMaxVeo/api/send';
import type { ApiRequest } from '../../nodes/AiHubMaxVeo/api/reply';
import { fakeContext, type Scene } from './context.mts';
import { fakeService, json } from './service.mts';

export const look: ApiRequest = {
  method: 'GET',
  path: '/v1/tasks/task-1',
  query: { sync_upstream: 'true' },
  timeoutMs: 20_000,
};
export const create: ApiRequest = {
  method: 'POST',
  path: '/v1/videos/generations',
  body: { model: 'm' },
  timeoutMs: 120_000,
};

/** What became of the requests, one after the other. */
export async function sending(
  scene: Omit<Scene, 'service'> & { service?: Scene['service'] },
  ...requests: ApiRequest[]
) {
  const service = scene.service ?? fakeService({ create: json({}), look: json({}) });
  const context = fakeContext({ ...scene, service });
  const send = createSend(context, await readService(context));
  const outcomes = [];
  for (const request of requests) outcomes.push(await send(request));
  return { service, outcomes };
}
