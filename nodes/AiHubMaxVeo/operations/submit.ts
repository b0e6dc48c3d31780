/** From an item's parameters to a task that has been paid for. */
import { VideoError } from '../errors';
import { buildBody } from '../request/build';
import type { RequestBody } from '../request/build';
import { readDraft } from '../request/read';
import type { ReadParameter } from '../request/read';
import { validate } from '../request/validate';
import { readTask } from '../task/task';
import type { Task } from '../task/task';
import type { Run } from './run';

export interface Submitted {
  task: Task;
  request: RequestBody;
}

/** The body that an item asks for. Throws when anything in it is wrong, before anything is sent. */
function prepare(read: ReadParameter): RequestBody {
  const verdict = validate(readDraft(read));
  if ('request' in verdict) return buildBody(verdict.request);
  const advice = 'Nothing was sent and nothing was charged. Correct the value that is named.';
  throw new VideoError({ category: 'invalid_request', message: verdict.issues.join(' '), advice });
}

/** Starts the task of one item. */
export async function submit(run: Run, read: ReadParameter): Promise<Submitted> {
  const request = prepare(read);
  const task = readTask(await run.client.submit(request));
  if (task) return { task, request };
  const message = 'AIHubMax accepted the request, but its answer names no task';
  throw new VideoError({ category: 'submission_unknown', message });
}
