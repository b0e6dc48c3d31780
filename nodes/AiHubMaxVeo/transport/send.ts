/** One HTTP request through n8n's own helper, and what became of it as a plain value. Nothing here throws. */
import type { IExecuteFunctions, IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';
import { redact } from './redact';

export interface ApiRequest {
  method: IHttpRequestMethods;
  /** From the root of the service, already encoded. */
  path: string;
  query?: Record<string, string>;
  body?: object;
  /** Idle limit: no byte for this long ends the request. */
  timeoutMs: number;
}

export type Outcome =
  | { kind: 'reply'; status: number; headers: Record<string, unknown>; body: unknown }
  /** No reply came. `code` is the network's word, such as ECONNRESET. */
  | { kind: 'lost'; code: string; message: string }
  | { kind: 'stopped' };

export type Send = (request: ApiRequest) => Promise<Outcome>;

export const credentialName = 'aiHubMaxApi';

interface ThrownRequest {
  message?: string;
  httpCode?: string | null;
  code?: string;
  cause?: ThrownRequest;
}

/** n8n wraps a network error in one or two layers; the innermost code is the network's own. */
function networkCode(thrown: ThrownRequest | undefined): string {
  if (!thrown) return '';
  return networkCode(thrown.cause) || thrown.code || thrown.httpCode || '';
}

function lost(thrown: ThrownRequest): Outcome {
  const code = networkCode(thrown);
  if (code === 'ERR_CANCELED') return { kind: 'stopped' };
  return { kind: 'lost', code, message: thrown.cause?.message ?? thrown.message ?? code };
}

const options = (baseUrl: string, request: ApiRequest): IHttpRequestOptions => ({
  url: `${baseUrl.trim().replace(/\/+$/, '')}${request.path}`,
  method: request.method,
  qs: request.query,
  body: request.body,
  timeout: request.timeoutMs,
  json: true,
  returnFullResponse: true,
  ignoreHttpStatusErrors: true,
  // A redirect would carry the key, and a paid request, to an address that nobody typed.
  disableFollowRedirect: true,
  headers: { 'user-agent': 'n8n-nodes-aihubmax-veo' },
});

/** Sends with the node's credential; every text that comes back has the key taken out. */
export async function createSend(context: IExecuteFunctions): Promise<Send> {
  const { apiKey, baseUrl } = await context.getCredentials<{ apiKey: string; baseUrl: string }>(credentialName);
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
