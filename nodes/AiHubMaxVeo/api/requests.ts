/** The requests of the vendor's API (api-contract.md): where each goes, and how long it may take. */
import type { ApiRequest } from './send';

export const createRequest = (body: object): ApiRequest => ({
  method: 'POST',
  path: '/v1/videos/generations',
  body,
  timeoutMs: 120_000,
  // It is charged, and only its answer has the task's ID.
  outlivesStop: true,
});

export const uploadRequest = (form: Pick<ApiRequest, 'body' | 'headers'>): ApiRequest => ({
  method: 'POST',
  path: '/v1/files/upload/stream',
  ...form,
  timeoutMs: 60_000,
});

/** `sync` asks the gateway to refresh from its upstream first. */
export const statusRequest = (taskId: string, sync: boolean): ApiRequest => ({
  method: 'GET',
  path: `/v1/tasks/${encodeURIComponent(taskId)}`,
  query: sync ? { sync_upstream: 'true' } : undefined,
  timeoutMs: 20_000,
});

const accountRequest = (path: string): ApiRequest => ({ method: 'GET', path, timeoutMs: 20_000 });

/** The routes that the vendor's own clients use for the balance, and the documented one, whose reply nobody has published. */
export const balanceRequests = {
  subscription: accountRequest('/dashboard/billing/subscription'),
  usage: accountRequest('/dashboard/billing/usage'),
  account: accountRequest('/v1/account/credits'),
} as const;
