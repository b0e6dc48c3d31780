/** What became of every create of a story, as far as it can be told from outside. */
import type { Fault, RequestRecord } from '../../../dev/emulator/index.mts';
import type { Seen } from '../stage.mts';
import type { Fate } from './draw.mts';
import type { Script } from './script.mts';

/** A create as it reached the service. */
export interface Create {
  item: number;
  execution: number;
  fate: Fate;
  /** After it nothing more may be submitted in this execution. */
  endsRun: boolean;
  /** Its refusal was one for too many requests, after which it may be sent again. */
  isRateLimited: boolean;
  atMs: number;
  /** What the service answered; absent when nothing. */
  status?: number;
  /** The task it made, whether or not the node can know. */
  taskId?: string;
  /** When that task fails, and when it has its video. */
  failsAtMs: number;
  completesAtMs: number;
}

export const taskSeconds = 20;

/** A task that is completed without a video for this long has failed (interface.md, output). */
const graceMs = 120_000;

const never = Infinity;

function endsOf({ script = {} }: Fault, atMs: number): Pick<Create, 'failsAtMs' | 'completesAtMs'> {
  const { end = 'completed', seconds = taskSeconds, results, race } = script;
  const endsAtMs = atMs + seconds * 1000;
  if (results === 'none' && end === 'completed')
    return { failsAtMs: endsAtMs + graceMs, completesAtMs: never };
  const fails = end === 'failed' || end === 'cancelled';
  const completes = end === 'completed' && !race;
  return { failsAtMs: fails ? endsAtMs : never, completesAtMs: completes ? endsAtMs : never };
}

export function createOf(script: Script, request: RequestRecord, execution: number): Create {
  const { fate, then, endsRun = false } = script.fateOf(request);
  const { at: atMs, status, taskId } = request;
  const isRateLimited = then.status === 429 && !endsRun;
  const facts = { item: script.itemOf(request), execution, fate, endsRun, isRateLimited };
  return { ...facts, atMs, status, taskId, ...endsOf(then, atMs) };
}

/** In the order in which they reached the service. */
export const createsOf = (script: Script, executions: Seen[]): Create[] =>
  executions.flatMap(({ requests }, execution) =>
    requests.filter(({ route }) => route === 'create').map((request) => createOf(script, request, execution)),
  );

export function described(create: Create & { isLost?: boolean }): string {
  const { item, execution, fate, status = 'no answer', taskId = 'no task', atMs, isLost } = create;
  const facts = [fate, status, taskId, atMs, ...(isLost ? ['lost'] : [])];
  return `a create of item ${item} in execution ${execution} (${facts.join(', ')})`;
}

/** Each create of an item needs a reason in the one before it: a sentence for every one without. */
export const withoutReason = <Own extends Create>(
  creates: Own[],
  reason: (former: Own, next: Own) => string | null,
): string[] =>
  creates.flatMap((next, nth) => {
    const former = creates.findLast((one, before) => before < nth && one.item === next.item);
    return !former || reason(former, next) ? [] : [`${described(next)} came after ${described(former)}`];
  });
