/** One request through n8n's own HTTP helper, and what became of it as a plain value. Nothing here throws. */
import { NodeApiError } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import { credentialName } from '../credential';
import type { Service } from '../credential';
import { asFailure, failure, isDefect } from '../errors';
import type { FailureFacts } from '../errors';
import { systemClock, throwIfStopped } from '../time';
import { redact } from './redact';
import { readBody } from './reply';
import type { ApiRequest, Outcome } from './reply';
import { blockedByN8n, networkCode } from './retry';
import { readCredential } from './service';

interface Thrown {
  message?: string;
  syscall?: string;
  level?: string;
  isAxiosError?: boolean;
  cause?: Thrown;
  /** Where Node.js tried several addresses of a host: what each of them gave. */
  errors?: Thrown[];
}

function syscallOf(thrown: Thrown | undefined): string | undefined {
  if (!thrown) return undefined;
  // Of several addresses the one that got furthest: only if none was connected to can nothing have been sent.
  const all = Array.isArray(thrown.errors) ? thrown.errors.map((error) => error?.syscall ?? 'unknown') : [];
  return syscallOf(thrown.cause) ?? thrown.syscall ?? all.find((syscall) => syscall !== 'connect') ?? all[0];
}

const innermost = (thrown: Thrown): Thrown => (thrown.cause ? innermost(thrown.cause) : thrown);

/**
 * n8n's own errors have a level and no code. Once a request is under way only the HTTP client throws, and what it throws has
 * a code; so an error that is not certain to be n8n's own counts as one of the network.
 */
function isRefusal(thrown: Thrown, code: string): boolean {
  // Node.js writes no such request.
  if (['ERR_INVALID_CHAR', 'ERR_UNESCAPED_CHARACTERS'].includes(code)) return true;
  const { level, isAxiosError } = innermost(thrown);
  return thrown instanceof NodeApiError && thrown.cause !== undefined && !code && !!level && !isAxiosError;
}

const unsent = (facts: FailureFacts): Outcome => ({ kind: 'unsent', failure: failure(facts) });

function afterThrow(thrown: Thrown): Outcome {
  const code = networkCode(thrown);
  if (code === 'ERR_CANCELED') return { kind: 'stopped' };
  const blocked = blockedByN8n(thrown);
  if (blocked) return unsent({ ...blocked, category: 'invalid_request', isApiWord: false });
  const message = thrown.cause?.message ?? thrown.message ?? code;
  if (!isRefusal(thrown, code)) return { kind: 'lost', code, message, during: syscallOf(thrown) };
  const advice =
    'n8n refused to send the request, so nothing was sent. Check the AIHubMax API credential, its base URL above all.';
  return unsent({ category: 'invalid_request', message, advice });
}

/** Throws what the network or n8n throws. */
async function exchange(
  context: IExecuteFunctions,
  request: ApiRequest,
  { baseUrl, data }: Awaited<ReturnType<typeof readCredential>>,
): Promise<Outcome> {
  const { method, path, query, body, headers, timeoutMs, outlivesStop } = request;
  const options = {
    url: `${baseUrl}${path}`,
    method,
    qs: query,
    body,
    timeout: timeoutMs,
    json: headers === undefined,
    encoding: 'stream',
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    // A redirect would carry the key, and a paid request, to a URL that nobody typed.
    disableFollowRedirect: true,
    headers: { 'user-agent': 'n8n-nodes-aihubmax-veo', accept: 'application/json', ...headers },
  } as const;
  // Handed over, so that what was checked is what is sent: n8n would read the credential once more.
  const credentialsDecrypted = { id: '', name: '', type: credentialName, data };
  const { helpers, logger } = context;
  // n8n's helper ends a request at Stop when its context has a signal for it. This one has none.
  const withoutStop = { helpers, logger, getNode: () => context.getNode() } as IExecuteFunctions;
  const sender = outlivesStop ? withoutStop : context;
  const send = helpers.httpRequestWithAuthentication;
  const reply = await send.call(sender, credentialName, options, { credentialsDecrypted });
  const clock = systemClock();
  const read = await readBody(reply.body, clock, clock.now() + timeoutMs);
  if (!read) return { kind: 'lost', code: 'ECONNABORTED', message: 'The reply took too long' };
  return { kind: 'reply', status: reply.statusCode, headers: { ...reply.headers }, body: read.body };
}

/** Sends with the node's credential, and nothing once `stop` is aborted; every text that comes back has the key taken out. */
export function createSend(context: IExecuteFunctions, service: Service, stop?: AbortSignal) {
  // An edit during the run may give a new key.
  const keys = new Set([service.apiKey]);
  const outcomeOf = async (request: ApiRequest): Promise<Outcome> => {
    try {
      const credential = await readCredential(context);
      keys.add(credential.apiKey);
      // Reading the credential takes as long as n8n's database does.
      throwIfStopped(stop ?? context.getExecutionCancelSignal?.());
      if (credential.baseUrl === service.baseUrl)
        return await exchange(context, request, credential).catch(afterThrow);
    } catch (thrown) {
      const known = asFailure(thrown);
      // A credential that cannot be read just now, as while n8n's database is away, says nothing about a task.
      const isAway = known.category === 'service' && !isDefect(thrown);
      return { kind: 'unsent', failure: { ...known, ...(isAway && { isApiWord: false }) } };
    }
    // A key that was saved for another base URL must not go to this one.
    const message =
      'The base URL of the AIHubMax API credential was changed during this run, so nothing more was sent';
    const advice = 'Run again, so that everything goes to the new base URL.';
    return unsent({ category: 'authentication', message, advice });
  };
  return async (request: ApiRequest): Promise<Outcome> => redact(await outcomeOf(request), ...keys);
}
