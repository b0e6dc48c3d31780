/** The node on a clock of ours: as it ships otherwise, with n8n's own HTTP helpers and n8n's own time limits. */
import type { IExecuteFunctions, IHttpRequestOptions, INodeType } from 'n8n-workflow';
import { AiHubMaxVeo } from '../../nodes/AiHubMaxVeo/AiHubMaxVeo.node';
import { execute } from '../../nodes/AiHubMaxVeo/operations/execute';
import type { IdleClock } from './idle.mts';

/**
 * How long a request may hang in real time. n8n's helper ends it as it would after the node's own limit, which may be two
 * minutes; the clock then goes on by that limit. Far above what an answer on this machine takes.
 */
export const patienceMs = 300;

/** Runs a request under the shorter limit. Time stands still meanwhile. */
async function hurried<Reply>(
  clock: IdleClock,
  options: IHttpRequestOptions,
  send: (options: IHttpRequestOptions) => Promise<Reply>,
): Promise<Reply> {
  const limitMs = options.timeout ?? 300_000;
  const began = performance.now();
  try {
    return await clock.during(send({ ...options, timeout: Math.min(limitMs, patienceMs) }));
  } finally {
    if (performance.now() - began >= patienceMs) clock.advance(limitMs);
  }
}

/** n8n makes a context of its own for every try, so its helpers may be changed. */
function onClock(context: IExecuteFunctions, clock: IdleClock): IExecuteFunctions {
  const { httpRequestWithAuthentication: ask, httpRequest, prepareBinaryData } = context.helpers;
  context.helpers.httpRequestWithAuthentication = async function (type, options) {
    return await hurried(clock, options, async (hasty) => await ask.call(this, type, hasty));
  };
  context.helpers.httpRequest = async (options) => await hurried(clock, options, httpRequest);
  context.helpers.prepareBinaryData = async (...file) => await clock.during(prepareBinaryData(...file));
  return context;
}

export function veoOn(clock: IdleClock): INodeType {
  const type: INodeType = new AiHubMaxVeo();
  type.execute = async function (this: IExecuteFunctions) {
    return await execute(onClock(this, clock), clock);
  };
  return type;
}
