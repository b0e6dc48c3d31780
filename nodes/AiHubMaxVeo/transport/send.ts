/** One HTTP request through n8n's own helper, and what became of it as a plain value. Nothing here throws. */
import type { IExecuteFunctions, IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';
import { redact } from './redact';

export interface ApiRequest {
  method: IHttpRequestMethods;
  /** From the root of the service, already encoded. */
  path: string;
  query?: Record<string, string>;
  /** Sent as JSON, unless `headers` say otherwise. */
  body?: object;
  headers?: Record<string, string>;
  /** Idle limit: no byte for this long ends the request. */
  timeoutMs: number;
}

export type Outcome =
  | { kind: 'reply'; status: number; headers: Record<string, unknown>; body: unknown }
  /** No reply came. `code` is the network's word, such as ECONNRESET; `during` what failed, such as connect or read. */
  | { kind: 'lost'; code: string; message: string; during?: string }
  | { kind: 'stopped' };

export type Send = (request: ApiRequest) => Promise<Outcome>;

export const credentialName = 'aiHubMaxApi';

interface ThrownRequest {
  message?: string;
  httpCode?: string | null;
  code?: string;
  syscall?: string;
  cause?: ThrownRequest;
}

/** n8n wraps a network error in one or two layers; the innermost code is the network's own. */
function networkCode(thrown: ThrownRequest | undefined): string {
  if (!thrown) return '';
  return networkCode(thrown.cause) || thrown.code || thrown.httpCode || '';
}

const syscallOf = (thrown: ThrownRequest | undefined): string | undefined =>
  thrown && (syscallOf(thrown.cause) ?? thrown.syscall);

function lost(thrown: ThrownRequest): Outcome {
  const code = networkCode(thrown);
  if (code === 'ERR_CANCELED') return { kind: 'stopped' };
  const message = thrown.cause?.message ?? thrown.message ?? code;
  return { kind: 'lost', code, message, during: syscallOf(thrown) };
}

const options = (baseUrl: string, request: ApiRequest): IHttpRequestOptions => ({
  url: `${baseUrl}${request.path}`,
  method: request.method,
  qs: request.query,
  body: request.body,
  timeout: request.timeoutMs,
  json: request.headers === undefined,
  returnFullResponse: true,
  ignoreHttpStatusErrors: true,
  // A redirect would carry the key, and a paid request, to an address that nobody typed.
  disableFollowRedirect: true,
  headers: { 'user-agent': 'n8n-nodes-aihubmax-veo', accept: 'application/json', ...request.headers },
});

/** What the credential says. The key is only kept to be taken out of whatever comes back. */
export interface Service {
  apiKey: string;
  baseUrl: string;
}

export async function readService(context: IExecuteFunctions): Promise<Service> {
  const { apiKey, baseUrl } = await context.getCredentials<Service>(credentialName);
  return {
    apiKey: String(apiKey ?? ''),
    baseUrl: String(baseUrl ?? '')
      .trim()
      .replace(/\/+$/, ''),
  };
}

/** Sends with the node's credential; every text that comes back has the key taken out. */
export function createSend(context: IExecuteFunctions, { apiKey, baseUrl }: Service): Send {
  const request = context.helpers.httpRequestWithAuthentication;
  return async (wanted) => {
    try {
      const reply = await request.call(context, credentialName, options(baseUrl, wanted));
      const { statusCode: status, headers, body } = reply;
      return { kind: 'reply', status, headers, body: redact(body, apiKey) };
    } catch (thrown) {
      return redact(lost(thrown as ThrownRequest), apiKey);
    }
  };
}
