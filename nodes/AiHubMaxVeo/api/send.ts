/** What the node asks of n8n: its credential, for one item and again at every call, and one request with it, as a plain value. */
import { NodeApiError, type ICredentialDataDecryptedObject, type IExecuteFunctions } from 'n8n-workflow';
import { bareKey, credentialName, readBaseUrl, readKey, redact, type Service } from '../credential';
import { asFailure, failure, isDefect, VideoError, type Failure, type FailureFacts } from '../errors';
import { systemClock, throwIfStopped, Yielder } from '../time';
import { readBody, type ApiRequest, type Outcome } from './reply';
import { blockedByN8n, networkCode } from './retry';

/** n8n has the credential, but cannot read it. */
const unreadable = /decrypt|not valid JSON|not in a valid format|No data is set/i;

const isExpressionError = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.name === 'ExpressionError';

/** Whatever stopped a run from being opened, as a failure. Only a credential that is missing or unreadable is `authentication`. */
export function openingFailure(thrown: unknown): Failure {
  const known = asFailure(thrown);
  if (thrown instanceof VideoError || isDefect(thrown)) return known;
  const told = (category: Failure['category'], advice: string) =>
    failure({ category, message: known.message, advice });
  // n8n's sentences about a credential that is missing, deleted, damaged or encrypted with another key.
  if (/credential/i.test(known.message))
    return unreadable.test(known.message)
      ? told('authentication', 'Open the AIHubMax API credential, enter the API key again and save it.')
      : told('authentication', 'Choose or create an AIHubMax API credential at the top of this node.');
  if (isExpressionError(thrown))
    return told('invalid_request', 'Nothing was sent. Correct the expression that is named.');
  return told(
    'service',
    'Nothing was sent. n8n could not prepare this run: try again, and check the log of n8n if it stays so.',
  );
}

function valueOf(reading: ReturnType<typeof readKey>, category: Failure['category'], field: string): string {
  if ('value' in reading) return reading.value;
  const advice = `Nothing was sent. Check the ${field} in the AIHubMax API credential.`;
  throw new VideoError({ category, message: reading.problem, advice });
}

/** As n8n has it now; `data` is all that n8n has, to be handed back to it. Throws VideoError. */
export async function readCredential(context: IExecuteFunctions) {
  const data = await context
    .getCredentials<ICredentialDataDecryptedObject>(credentialName, 0)
    .catch((thrown: unknown) => {
      throw new VideoError(openingFailure(thrown));
    });
  valueOf(readKey(data.apiKey), 'authentication', 'API key');
  const baseUrl = valueOf(readBaseUrl(data.baseUrl), 'invalid_request', 'base URL');
  return { apiKey: String(data.apiKey), baseUrl, data };
}

/**
 * Whether the credential is typed, and so the same for all items: n8n looks at the run's items for every expression, and for nothing
 * else. False where that cannot be told.
 */
async function isTyped(context: IExecuteFunctions): Promise<boolean> {
  let [isAsked, isLookedAt] = [false, false];
  const notingItems = new Proxy(context.getInputData(), {
    get: (items, key) => {
      isLookedAt = true;
      return Reflect.get(items, key) as unknown;
    },
  });
  // n8n hands its items to the credential's expressions by this name.
  const connectionInputData = { get: () => ((isAsked = true), notingItems) };
  const noting = Object.create(context, { connectionInputData }) as IExecuteFunctions;
  await noting.getCredentials(credentialName, 0).catch(() => (isLookedAt = true));
  return isAsked && !isLookedAt;
}

/** Readings of the credential at the same time: n8n asks its database for each. */
const concurrentReads = 20;

/** An item's credential; null where its expression gives none. Throws VideoError. */
async function readItem(context: IExecuteFunctions, index: number) {
  return await context.getCredentials(credentialName, index).catch((thrown: unknown) => {
    if (isExpressionError(thrown)) return null;
    throw new VideoError(openingFailure(thrown));
  });
}

/**
 * AIHubMax of all items. n8n sends every request with the first item's key: a credential that depends on the item would
 * charge the wrong account, so it is refused. Throws VideoError; nothing has been sent by then.
 */
export async function readService(context: IExecuteFunctions, clock = systemClock()): Promise<Service> {
  const { apiKey, baseUrl } = await readCredential(context);
  const indexes = [...context.getInputData().keys()];
  if (indexes.length < 2 || (await isTyped(context))) return { apiKey, baseUrl };
  const isSame = (other: ICredentialDataDecryptedObject | null): boolean => {
    const url = readBaseUrl(other?.baseUrl);
    return bareKey(other?.apiKey) === bareKey(apiKey) && 'value' in url && url.value === baseUrl;
  };
  const yielder = new Yielder(clock);
  for (let from = 1; from < indexes.length; from += concurrentReads) {
    const some = indexes.slice(from, from + concurrentReads);
    const others = await Promise.all(some.map(async (index) => await readItem(context, index)));
    const odd = others.findIndex((other) => !isSame(other));
    if (odd >= 0)
      throw new VideoError({
        category: 'authentication',
        message: `The AIHubMax API credential holds an expression that gives another key or base URL for item ${from + odd} than for item 0`,
        advice: 'Nothing was sent. Use one credential per key, each in a node of its own.',
      });
    while (yielder.isDue) await yielder.yieldNow();
  }
  return { apiKey, baseUrl };
}

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
  const { path, query, headers, timeoutMs, outlivesStop, ...rest } = request;
  const options = {
    ...rest,
    url: `${baseUrl}${path}`,
    qs: query,
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

function notSent(thrown: unknown): Outcome {
  const known = asFailure(thrown);
  // A credential that cannot be read just now, as while n8n's database is away, says nothing about a task.
  const isAway = known.category === 'service' && !isDefect(thrown);
  return { kind: 'unsent', failure: { ...known, ...(isAway && { isApiWord: false }) } };
}

/** Sends with the node's credential, and nothing once `stop` is aborted; every text that comes back has the key taken out. */
export function createSend(context: IExecuteFunctions, service: Service, stop?: AbortSignal) {
  // An edit during the run may give a new key.
  const keys = new Set([service.apiKey]);
  const outcomeOf = async (request: ApiRequest): Promise<Outcome> => {
    const credential = await readCredential(context);
    keys.add(credential.apiKey);
    // Reading the credential takes as long as n8n's database does.
    throwIfStopped(stop ?? context.getExecutionCancelSignal?.());
    if (credential.baseUrl === service.baseUrl)
      return await exchange(context, request, credential).catch(afterThrow);
    // A key that was saved for another base URL must not go to this one.
    throw new VideoError({
      category: 'authentication',
      message:
        'The base URL of the AIHubMax API credential was changed during this run, so nothing more was sent',
      advice: 'Run again, so that everything goes to the new base URL.',
    });
  };
  return async (request: ApiRequest): Promise<Outcome> =>
    redact(await outcomeOf(request).catch(notSent), ...keys);
}
