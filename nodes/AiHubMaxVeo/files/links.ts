/**
 * Opens links. Most lie elsewhere than the API: no key, no credential and no cookie goes there. A link on the base URL's own
 * origin needs the key, which then goes to exactly that origin, and never along a redirect.
 */
import type { IExecuteFunctions } from 'n8n-workflow';
import { bareKey, type Service } from '../credential';
import { recordOf } from '../json';
import { isPrivateAddress, isPrivateHost, isPrivateUrl } from '../request/hosts';
import { guarded, type FileStream } from '../streams';

interface Answer {
  statusCode: number;
  headers: Record<string, string | undefined>;
  body: FileStream;
  /** As Node.js' HTTP client has it. */
  request?: {
    path: string;
    socket: { remoteAddress?: string; remotePort?: number } | null;
    on(event: 'timeout', listener: () => void): void;
    destroy(): void;
  };
}

export interface OpenedLink extends Answer {
  /** Ends the connection. Destroying the body is not enough: n8n's helper reads on behind it. */
  close(): void;
  /** Whether `limitMs` has ended it. */
  isTimedOut(): boolean;
}

/** A URL, or what it redirects to, must not be opened. Its message continues what names the URL. */
export class ClosedLinkError extends Error {
  /** `isHidden`: only the address behind a public name says so, and AIHubMax may know another one. */
  constructor(
    message: string,
    readonly isHidden = false,
  ) {
    super(message);
  }
}

/** The link does not open; only a fresh one can help. 400 is what Google's store says of a signature that has ended. */
export const isDeadStatus = (status: number): boolean => [400, 401, 403, 404, 410].includes(status);

const maxRedirects = 5;
const headers = { 'user-agent': 'n8n-nodes-aihubmax-veo', accept: '*/*', 'accept-encoding': 'identity' };

/**
 * n8n's helper returns an answer without the socket that it came from; what it throws for a status that is not wanted has
 * both. So no status is wanted, and every answer is thrown. A version of n8n that ignores the list returns them all.
 */
const thrownStatuses = {
  ignore: true,
  except: Array.from({ length: 500 }, (_none, at) => at + 100),
} as const;

/** Throws the same where there is no answer in it. */
async function answerIn(thrown: unknown): Promise<Answer> {
  const { status: statusCode, headers, data: body, request } = recordOf(recordOf(thrown).response);
  return body ? ({ statusCode, headers, body, request } as Answer) : await Promise.reject(thrown);
}

/** Whether the address that was connected to is private. Through a proxy it is the proxy's, which says nothing of the host. */
function isInside({ protocol, port }: URL, { request }: Answer): boolean {
  const { remoteAddress = '', remotePort } = request?.socket ?? {};
  const wanted = Number(port || (protocol === 'https:' ? 443 : 80));
  const isDirect = remotePort === wanted && !/^https?:/i.test(request?.path ?? '');
  return isDirect && isPrivateAddress(remoteAddress);
}

function parseLink(link: string, base: URL): URL {
  const url = new URL(link, base);
  if (!/^https?:$/.test(url.protocol))
    throw new ClosedLinkError(`leads to a ${url.protocol} URL, which AIHubMax cannot open`);
  return url;
}

/** Node.js hands header bytes out as Latin-1; where they are UTF-8, every browser reads them so. */
function locationIn({ location = '' }: Answer['headers']): string {
  const text = Buffer.from(location, 'latin1').toString();
  return text.includes('\ufffd') ? location : text;
}

export class LinkOpener {
  constructor(
    private readonly context: IExecuteFunctions,
    private readonly service: Service,
    private readonly stop: AbortSignal | undefined,
  ) {}

  /**
   * Opens a link, which may be relative to the base URL, and what it redirects to; the last of too many redirects is the answer.
   * The connection ends after `limitMs`, whatever arrives by then, all redirects included, and once nothing has arrived for
   * `idleMs`. `isForeign`: a user gave the URL, so no key goes there, and nothing of a network that AIHubMax cannot reach is
   * opened or told. Throws what n8n's helper throws, ClosedLinkError, and TypeError for no URL at all.
   */
  async open(
    link: string,
    { limitMs, idleMs, isForeign = false }: { limitMs: number; idleMs: number; isForeign?: boolean },
  ): Promise<OpenedLink> {
    const limit = AbortSignal.timeout(Math.max(0, Math.ceil(limitMs)));
    const { baseUrl } = this.service;
    const base = new URL(`${baseUrl}/`);
    // Where AIHubMax itself is on this network, what is on it may be opened.
    const guards = isForeign && !isPrivateUrl(baseUrl);
    let url = parseLink(link, base);
    for (let hop = 0; ; hop++) {
      if (guards && isPrivateHost(url.hostname))
        throw new ClosedLinkError(`leads to ${url.hostname}, a private host that AIHubMax cannot reach`);
      const withKey = hop === 0 && !isForeign && url.origin === base.origin;
      const reply = await this.#request(url, { limit, idleMs, withKey });
      if (guards && isInside(url, reply)) {
        reply.close();
        throw new ClosedLinkError('leads into a private network from this n8n, so it was not opened', true);
      }
      const location = locationIn(reply.headers);
      const isRedirect = reply.statusCode >= 300 && reply.statusCode < 400;
      if (!isRedirect || !location || hop === maxRedirects) return reply;
      reply.close();
      url = parseLink(location, url);
    }
  }

  /**
   * Whether a link is certainly dead: a host that this n8n does not reach may be open to AIHubMax. Never throws, and reads
   * nothing of what lies behind.
   */
  async isDead(link: string): Promise<boolean> {
    const reply = await this.open(link, { limitMs: 30_000, idleMs: 20_000 }).catch(() => null);
    reply?.close();
    return reply !== null && isDeadStatus(reply.statusCode);
  }

  async #request(
    url: URL,
    { limit, idleMs, withKey }: { limit: AbortSignal; idleMs: number; withKey: boolean },
  ): Promise<OpenedLink> {
    const done = new AbortController();
    const signal = AbortSignal.any([done.signal, limit, ...(this.stop ? [this.stop] : [])]);
    const authorization = `Bearer ${bareKey(this.service.apiKey)}`;
    const asking: Promise<Answer> = this.context.helpers.httpRequest({
      method: 'GET',
      url: url.href,
      encoding: 'stream',
      returnFullResponse: true,
      ignoreHttpStatusErrors: thrownStatuses,
      disableFollowRedirect: true,
      timeout: idleMs,
      abortSignal: signal,
      headers: withKey ? { ...headers, authorization } : headers,
    });
    const answer = await asking.catch(answerIn);
    const body = guarded(answer.body);
    const request = answer.request ?? (body as { req?: Answer['request'] }).req;
    const end = () => {
      request?.destroy();
      body.destroy(signal.reason as Error);
    };
    if (signal.aborted) end();
    // n8n's helper has let go of both: of a signal once it has thrown, of the time without a byte once there is an answer.
    signal.addEventListener('abort', end, { once: true });
    request?.on('timeout', end);
    return { ...answer, body, request, close: () => done.abort(), isTimedOut: () => limit.aborted };
  }
}
