/** An item that asks for a new video: its request, checked, and its settings. */
import { VideoError } from '../errors';
import { readDraft } from '../request/read';
import { readBatchSettings, readPatienceMs, readRecreatesFailed } from '../request/settings';
import { validate } from '../request/validate';
import type { CheckedRequest } from '../request/validate';
import { openFiles } from '../files/requestFiles';
import type { Files } from '../files/requestFiles';
import type { Item } from './operation';
import type { Run } from '../run/createRun';

export interface Order {
  item: Item;
  request: CheckedRequest;
  files: Files;
  recreatesFailed: boolean;
  retryOnRateLimit: boolean;
  maxConcurrentTasks: number;
  maxCredits: number;
  /** How long nothing but refusals with 429 is borne. */
  patienceMs: number;
}

function checkRequest(run: Run, { read }: Item): CheckedRequest {
  const draft = readDraft(read);
  const verdict = 'issue' in draft ? { issues: [draft.issue] } : validate(draft, run.isLocal);
  if ('request' in verdict) return verdict.request;
  const advice = 'Nothing was sent and nothing was charged. Correct the value that is named.';
  throw new VideoError({ category: 'invalid_request', message: verdict.issues.join(' '), advice });
}

/** The checked order of an item. Throws when anything in it is wrong, before anything is sent. */
export async function readOrder(run: Run, item: Item): Promise<Order> {
  const request = checkRequest(run, item);
  const settings = {
    ...readBatchSettings(item.read),
    recreatesFailed: readRecreatesFailed(item.read),
    patienceMs: readPatienceMs(item.read),
  };
  return { item, request, files: await openFiles(run, item, request), ...settings };
}
