/**
 * Opens links. Most lie elsewhere than the API: no key, no credential and no cookie goes there. A link on the base URL's own
 * origin needs the key, which then goes to exactly that origin, and never along a redirect.
 */
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { Service } from '../api/service';
import { bareKey } from '../credential';
import { guarded } from '../streams';
import type { FileStream } from '../streams';

export interface OpenedLink {
  statusCode: number;
  headers: Record<string, string | undefined>;
  body: FileStream;
  /** Ends the connection. Destroying the body is not enough: n8n's helper reads on behind it. */
  close(): void;
  /** Whether `limitMs` has ended it. */
  isTimedOut(): boolean;
}

interface OpenRules {
  /** The connection is ended after so long, whatever arrives by then. Each redirect may take as long again. */
  limitMs: number;
  /** It is also ended once nothing has arrived for this long. */
  idleMs: number;
  /** For a URL that a user gave: no key goes there, and this throws where it, or what it redirects to, must not be opened. */
  beforeHop?(url: URL): void;
}

/** The link does not open any more; only the API can give a fresh one. */
export const isDeadStatus = (status: number): boolean => [401, 403, 404, 410].includes(status);

const maxRedirects = 5;
const headers = { 'user-agent': 'n8n-nodes-aihubmax-veo', 'accept-encoding': 'identity' };

/** Of a result, which n8n's helper may follow to where it lies. */
const elsewhere = { maxRedirects, sendCredentialsOnCrossOriginRedirect: false, headers };

function parseLink(link: string, base: URL | string): URL {
  const url = new URL(link, base);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError('The link is no http or https URL');
  return url;
}

export class LinkOpener {
  readonly #context: IExecuteFunctions;
  readonly #service: Service;
  readonly #stop: AbortSignal | undefined;

  constructor(context: IExecuteFunctions, service: Service, stop: AbortSignal | undefined) {
    this.#context = context;
    this.#service = service;
    this.#stop = stop;
  }

  /** Whether a link lies on the base URL's own origin, and so opens with the key alone. */
  isOwn(link: string): boolean {
    const base = new URL(`${this.#service.baseUrl}/`);
    return parseLink(link, base).origin === base.origin;
  }

  /**
   * Opens a link, which may be relative to the base URL, and what it redirects to. Throws what n8n's helper throws, what
   * `beforeHop` throws, and TypeError for no URL at all.
   */
  async open(link: string, rules: OpenRules): Promise<OpenedLink> {
    let url = parseLink(link, `${this.#service.baseUrl}/`);
    let options = this.#firstOptions(link, rules);
    for (let hop = 0; hop <= maxRedirects; hop++) {
      rules.beforeHop?.(url);
      const reply = await this.#request(url, options, rules);
      const { statusCode: status, headers } = reply;
      const isRedirect = options.disableFollowRedirect && status >= 300 && status < 400;
      if (!isRedirect || !headers.location) return reply;
      reply.close();
      url = parseLink(headers.location, url);
      // The key does not go along.
      if (!rules.beforeHop) options = elsewhere;
    }
    throw new Error('The link redirects too often');
  }

  /**
   * The HTTP status by which a link is dead; undefined where it opens. Also where it cannot be told: a host that this n8n
   * does not reach may be open to AIHubMax. Never throws, and reads nothing of what lies behind.
   */
  async deadStatus(link: string): Promise<number | undefined> {
    const reply = await this.open(link, { limitMs: 30_000, idleMs: 20_000 }).catch(() => null);
    reply?.close();
    return reply && isDeadStatus(reply.statusCode) ? reply.statusCode : undefined;
  }

  #firstOptions(link: string, { beforeHop }: OpenRules): Partial<IHttpRequestOptions> {
    if (beforeHop) return { disableFollowRedirect: true, headers };
    if (!this.isOwn(link)) return elsewhere;
    const authorization = `Bearer ${bareKey(this.#service.apiKey)}`;
    return {
      disableFollowRedirect: true,
      sendCredentialsOnCrossOriginRedirect: false,
      headers: { ...headers, authorization },
    };
  }

  async #request(url: URL, options: Partial<IHttpRequestOptions>, rules: OpenRules): Promise<OpenedLink> {
    const done = new AbortController();
    const limit = AbortSignal.timeout(Math.max(0, Math.ceil(rules.limitMs)));
    const reply: Pick<OpenedLink, 'statusCode' | 'headers' | 'body'> =
      await this.#context.helpers.httpRequest({
        method: 'GET',
        url: url.href,
        encoding: 'stream',
        returnFullResponse: true,
        ignoreHttpStatusErrors: true,
        timeout: rules.idleMs,
        abortSignal: AbortSignal.any([done.signal, limit, ...(this.#stop ? [this.#stop] : [])]),
        ...options,
      });
    const body = guarded(reply.body);
    const close = () => {
      done.abort();
      body.destroy();
    };
    return { ...reply, close, isTimedOut: () => limit.aborted };
  }
}
