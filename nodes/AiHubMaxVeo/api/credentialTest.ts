/** What the test of a credential tells: it asks for the list of models, which is free. */
import type { ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { readBaseUrl, readKey, redact, usualBaseUrl } from '../credential';
import { recordOf } from '../json';
import { systemClock } from '../time';
import { failureOf } from './reason';
import { readBody } from './reply';
import { blockedByN8n, certificateAdvice, networkCode } from './retry';

const timeoutMs = 20_000;
const usual = `The usual one is ${usualBaseUrl}.`;
const elsewhere = `The base URL responds, but not like the AIHubMax API. ${usual}`;
const outage = 'AIHubMax is having problems. The key could not be checked: test again later.';
const emptyBalance = 'The API key is valid, but its balance is empty. Top it up at AIHubMax.';

const byStatus: Readonly<Record<number, string>> = {
  400: `The base URL responds, but refuses the request (HTTP 400). If it starts with http://, try https://. ${usual}`,
  401: 'AIHubMax rejected this API key. Copy it again from your AIHubMax account; it may also have expired.',
  402: emptyBalance,
  403: 'This key may not list models, or a proxy or firewall is blocking n8n.',
  404: `There is no AIHubMax API at this base URL. ${usual}`,
  407: 'A proxy between n8n and AIHubMax asks for a login. Check the proxy settings of n8n.',
  429: 'AIHubMax is getting too many requests. The key could not be checked: test again in a minute.',
};

/** Why a reply is none of a valid credential; `undefined` when it is one. */
function complaint(status: number, body: unknown): string | undefined {
  // The API lists models under `data`; a web page or another service has no such list.
  if (status >= 200 && status < 300) return Array.isArray(recordOf(body).data) ? undefined : elsewhere;
  const { category } = failureOf({ kind: 'reply', status, headers: {}, body });
  if (category === 'insufficient_credits') return emptyBalance;
  return byStatus[status] ?? (status >= 500 ? outage : elsewhere);
}

/** By the codes of the network. HOST and ORIGIN are where the request went. */
const unreachable = {
  'ENOTFOUND|EAI_AGAIN': `The host HOST was not found. Check the base URL for typos. ${usual}`,
  ECONNREFUSED: `Nothing responds at ORIGIN. Check the base URL and its port. ${usual}`,
  'ETIMEDOUT|ECONNABORTED': `ORIGIN did not respond within ${timeoutMs / 1000} seconds. Check the base URL, and whether a firewall is blocking n8n.`,
  'EHOSTUNREACH|ENETUNREACH': 'n8n has no network route to HOST. Check the base URL and the network of n8n.',
  'EPROTO|ERR_SSL_.*':
    'ORIGIN does not speak HTTPS. Check the base URL; for a server of your own it may have to start with http://.',
  'ECONNRESET|EPIPE':
    'ORIGIN closed the connection without a reply. Check the base URL, and whether a proxy or firewall is blocking n8n.',
};

function unreachedBy(thrown: unknown, { host, origin }: URL): string {
  const code = networkCode(thrown);
  const blocked = blockedByN8n(thrown);
  const certificate = certificateAdvice(code);
  if (blocked) return `${blocked.message}. ${blocked.advice}`;
  if (certificate) return `n8n does not trust the TLS certificate of ${origin} (${code}). ${certificate}`;
  const reason = code || (thrown instanceof Error ? thrown.message : 'unknown reason');
  const other = `n8n could not connect to ORIGIN (${reason}). Check the base URL. ${usual}`;
  const known = Object.entries(unreachable).find(([codes]) => new RegExp(`^(${codes})$`).test(code));
  return (known?.[1] ?? other).replace('HOST', host).replace('ORIGIN', origin);
}

async function problemOf({ helpers }: ICredentialTestFunctions, key: string, baseUrl: string) {
  const headers = { 'user-agent': 'n8n-nodes-aihubmax-veo', accept: 'application/json' };
  const clock = systemClock();
  try {
    const reply = await helpers.request({
      method: 'GET',
      uri: `${baseUrl}/v1/models`,
      headers: { ...headers, authorization: `Bearer ${key}` },
      // n8n would carry the key along to wherever a redirect leads.
      followRedirect: false,
      useStream: true,
      simple: false,
      resolveWithFullResponse: true,
      timeout: timeoutMs,
    });
    const read = await readBody(reply.body, clock, clock.now() + timeoutMs);
    return complaint(Number(reply.statusCode), read?.body);
  } catch (thrown) {
    return unreachedBy(thrown, new URL(baseUrl));
  }
}

/** The verdict that n8n shows. The key is sent to the base URL only, and shown nowhere. */
export async function testCredential(
  context: ICredentialTestFunctions,
  { apiKey, baseUrl }: { apiKey?: unknown; baseUrl?: unknown },
): Promise<INodeCredentialTestResult> {
  const [key, url] = [readKey(apiKey), readBaseUrl(baseUrl)];
  if ('problem' in key) return { status: 'Error', message: key.problem };
  if ('problem' in url) return { status: 'Error', message: url.problem };
  const problem = await problemOf(context, key.value, url.value);
  if (!problem) return { status: 'OK', message: 'Connection successful!' };
  return { status: 'Error', message: redact(problem, String(apiKey)) };
}
