/** One request through n8n's own HTTP helper, and what became of it as a plain value. Nothing here throws. */
import type { IExecuteFunctions, IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';
import { credentialName } from '../credential';
import { asFailure, VideoError } from '../errors';
import type { Failure } from '../errors';
import { systemClock } from '../time';
import type { Clock } from '../time';
import { redact } from './redact';
import type { ClientTools } from './sender';
import { readBody } from './replyBody';
import { readCredential } from './service';
import type { Credential, Service } from './service';
import { afterThrow } from './thrown';

export { readService } from './service';
export type { Service } from './service';

export interface ApiRequest {
  method: IHttpRequestMethods;
  /** From the root of AIHubMax, already encoded. */
  path: string;
  query?: Record<string, string>;
  /** Sent as JSON, unless `headers` say otherwise. */
  body?: object;
  headers?: Record<string, string>;
  /** Idle limit: no byte for this long ends the request. A reply that has begun must be complete within the same time. */
  timeoutMs: number;
  /** Stop does not end it: n8n would otherwise close its connection before the answer is there. */
  outlivesStop?: boolean;
}

export type Outcome =
  | { kind: 'reply'; status: number; headers: Record<string, unknown>; body: unknown }
  /** No reply came. `code` is the network's word, such as ECONNRESET; `during` what failed, such as connect or read. */
  | { kind: 'lost'; code: string; message: string; during?: string }
  /** Refused on this side of the network: nothing left n8n. */
  | { kind: 'unsent'; failure: Failure }
  | { kind: 'stopped' };

const options = (baseUrl: string, request: ApiRequest): IHttpRequestOptions => ({
  url: `${baseUrl}${request.path}`,
  method: request.method,
  qs: request.query,
  body: request.body,
  timeout: request.timeoutMs,
  json: request.headers === undefined,
  encoding: 'stream',
  returnFullResponse: true,
  ignoreHttpStatusErrors: true,
  // A redirect would carry the key, and a paid request, to a URL that nobody typed.
  disableFollowRedirect: true,
  headers: { 'user-agent': 'n8n-nodes-aihubmax-veo', accept: 'application/json', ...request.headers },
});

/** n8n's helper ends a request at Stop when its context has a signal for it. This one has none. */
const withoutStop = (context: IExecuteFunctions): IExecuteFunctions => {
  const { helpers, logger } = context;
  return { helpers, logger, getNode: () => context.getNode() } as IExecuteFunctions;
};

/** A key that was saved for another base URL must not go to this one. */
function refuseEdited(credential: Credential, { baseUrl }: Service): void {
  if (credential.baseUrl === baseUrl) return;
  throw new VideoError({
    category: 'authentication',
    message:
      'The base URL of the AIHubMax API credential was changed during this run, so nothing more was sent',
    advice: 'Run again, so that everything goes to the new base URL.',
  });
}

/** Sends with the node's credential; every text that comes back has the key taken out. */
class CredentialSender {
  readonly #context: IExecuteFunctions;
  readonly #service: Service;
  readonly #clock: Clock;
  /** An edit during the run may give a new one. */
  readonly #keys: Set<string>;

  constructor(context: IExecuteFunctions, service: Service, clock: Clock) {
    this.#context = context;
    this.#service = service;
    this.#clock = clock;
    this.#keys = new Set([service.apiKey]);
  }

  async send(request: ApiRequest): Promise<Outcome> {
    return redact(await this.#outcomeOf(request), ...this.#keys);
  }

  async #outcomeOf(request: ApiRequest): Promise<Outcome> {
    let credential: Credential;
    try {
      credential = await readCredential(this.#context);
      this.#keys.add(credential.apiKey);
      refuseEdited(credential, this.#service);
    } catch (thrown) {
      return { kind: 'unsent', failure: asFailure(thrown) };
    }
    return await this.#exchange(request, credential).catch(afterThrow);
  }

  async #exchange(request: ApiRequest, { data }: Credential): Promise<Outcome> {
    const own = { credentialsDecrypted: { id: '', name: '', type: credentialName, data } };
    // Handed over, so that what was checked is what is sent: n8n would read the credential once more.
    const context = request.outlivesStop ? withoutStop(this.#context) : this.#context;
    const reply = await context.helpers.httpRequestWithAuthentication.call(
      context,
      credentialName,
      options(this.#service.baseUrl, request),
      own,
    );
    const { statusCode: status, headers } = reply;
    const read = await readBody(reply.body, this.#clock, this.#clock.now() + request.timeoutMs);
    if (!read) return { kind: 'lost', code: 'ECONNABORTED', message: 'The reply took too long' };
    return { kind: 'reply', status, headers: { ...headers }, body: read.body };
  }
}

/** `clock` times a reply's body. */
export function createSend(
  context: IExecuteFunctions,
  service: Service,
  clock: Clock = systemClock(),
): ClientTools['send'] {
  const sender = new CredentialSender(context, service, clock);
  return async (request) => await sender.send(request);
}
