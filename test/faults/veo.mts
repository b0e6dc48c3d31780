/** The node on a clock of ours: as it ships otherwise, with n8n's own HTTP helpers and n8n's own time limits. */
import { Readable } from 'node:stream';
import type { IExecuteFunctions, IHttpRequestOptions, INodeType } from 'n8n-workflow';
import { AiHubMaxVeo } from '../../nodes/AiHubMaxVeo/AiHubMaxVeo.node.ts';
import { operations } from '../../nodes/AiHubMaxVeo/operations';
import { execute } from '../../nodes/AiHubMaxVeo/run/execute';
import type { IdleClock } from './idle.mts';

/** Of one process, whose executions know of each other. */
export type PaceClock = Pick<IdleClock, 'now' | 'sleep' | 'during' | 'advance'> & { timeline?: object };

/** The node's clock, and how long a request may hang in real time. */
export interface Pace {
  clock: PaceClock;
  /**
   * n8n's helper ends a request that hangs as it would after the node's own limit, which may be two minutes; the clock
   * then goes on by that limit. Absent where nothing hangs: a busy machine must not pass for a service that is down.
   */
  patienceMs?: number;
}

const isTimeout = (thrown: unknown): boolean => {
  const { code, httpCode } = Object(thrown) as { code?: unknown; httpCode?: unknown };
  return code === 'ECONNABORTED' || httpCode === 'ECONNABORTED';
};

/** The same reply with a body that has come already, and broken off if it does. */
async function arrived<Reply>(reply: Reply): Promise<Reply> {
  const { body } = Object(reply) as { body?: unknown };
  if (!(body instanceof Readable)) return reply;
  const chunks: unknown[] = [];
  const end = await body
    .forEach((chunk) => void chunks.push(chunk))
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  const again = async function* () {
    yield* chunks;
    if (end) throw end;
  };
  return { ...reply, body: Readable.from(again()) };
}

/** Runs a request under the shorter limit. Time stands still meanwhile. */
async function paced<Reply>(
  { clock, patienceMs = Infinity }: Pace,
  options: IHttpRequestOptions,
  send: (options: IHttpRequestOptions) => Promise<Reply>,
): Promise<Reply> {
  const limitMs = options.timeout ?? 300_000;
  try {
    return await clock.during(send({ ...options, timeout: Math.min(limitMs, patienceMs) }));
  } catch (thrown) {
    if (isTimeout(thrown)) clock.advance(limitMs);
    throw thrown;
  }
}

/** n8n makes a context of its own for every try, so its helpers may be changed. */
function onClock(context: IExecuteFunctions, pace: Pace): IExecuteFunctions {
  const { httpRequestWithAuthentication: ask, httpRequest, prepareBinaryData } = context.helpers;
  context.helpers.httpRequestWithAuthentication = async function (type, options, own) {
    return await paced(pace, options, async (hasty) => await arrived(await ask.call(this, type, hasty, own)));
  };
  context.helpers.httpRequest = async (options) => await paced(pace, options, httpRequest);
  context.helpers.prepareBinaryData = async (...file) => await pace.clock.during(prepareBinaryData(...file));
  return context;
}

export function veoOn(pace: Pace): INodeType {
  const type: INodeType = new AiHubMaxVeo();
  type.execute = async function (this: IExecuteFunctions) {
    return await execute(onClock(this, pace), {
      operations,
      continueOnFail: this.continueOnFail(),
      clock: pace.clock,
    });
  };
  return type;
}
