/**
 * Opens links. Most lie elsewhere than the API: no key, no credential and no cookie goes there. A link on the base URL's own
 * origin needs the key, which then goes to exactly that origin, and never along a redirect.
 */
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { Service } from '../api/service';
import { bareKey } from '../credential';
import { guarded } from '../streams';
import type { FileStream } from '../streams';

interface FileReply {
  statusCode: number;
  headers: Record<string, string | undefined>;
  body: FileStream;
}

/** An opened link. */
export interface Opened extends FileReply {
  /** Ends the connection. Destroying the body is not enough: n8n's helper reads on behind it. */
  close(): void;
  /** Whether `limitMs` has ended it. */
  isTimedOut(): boolean;
}

interface OpenRules {
  /** The connection is ended after so long, whatever arrives by then. */
  limitMs: number;
  /** It is also ended once nothing has arrived for this long. */
  idleMs: number;
}

/** The link does not open any more; only the API can give a fresh one. */
export const isDeadStatus = (status: number): boolean => [401, 403, 404, 410].includes(status);

const headers = { 'user-agent': 'n8n-nodes-aihubmax-veo', 'accept-encoding': 'identity' };

const plain: Partial<IHttpRequestOptions> = { disableFollowRedirect: true, headers };
/** Of a result, which n8n's helper may follow to where it lies. */
const elsewhere = { maxRedirects: 5, sendCredentialsOnCrossOriginRedirect: false, headers };

function parsed(link: string, base?: URL): URL {
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

  get #base(): URL {
    return parsed(`${this.#service.baseUrl}/`);
  }

  /** Whether a link lies on the base URL's own origin, and so opens with the key alone. */
  isOwn(link: string): boolean {
    return parsed(link, this.#base).origin === this.#base.origin;
  }

  /** The link may be relative to the base URL. Throws what n8n's helper throws, and TypeError for no URL at all. */
  async open(link: string, rules: OpenRules): Promise<Opened> {
    const url = parsed(link, this.#base);
    if (!this.isOwn(link)) return await this.#request(url, elsewhere, rules);
    const authorization = `Bearer ${bareKey(this.#service.apiKey)}`;
    const own = {
      ...plain,
      sendCredentialsOnCrossOriginRedirect: false,
      headers: { ...headers, authorization },
    };
    const reply = await this.#request(url, own, rules);
    const { location } = reply.headers;
    if (!location || ![301, 302, 303, 307, 308].includes(reply.statusCode)) return reply;
    reply.close();
    return await this.#request(parsed(location, url), elsewhere, rules);
  }

  /** Opens a URL that a user gave: with no key wherever it lies, and redirects are left to whoever asks. */
  async openPlainly(url: URL, rules: OpenRules): Promise<Opened> {
    return await this.#request(url, plain, rules);
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

  async #request(url: URL, rights: Partial<IHttpRequestOptions>, rules: OpenRules): Promise<Opened> {
    const done = new AbortController();
    const limit = AbortSignal.timeout(Math.max(0, Math.ceil(rules.limitMs)));
    const reply: FileReply = await this.#context.helpers.httpRequest({
      method: 'GET',
      url: url.href,
      encoding: 'stream',
      returnFullResponse: true,
      ignoreHttpStatusErrors: true,
      timeout: rules.idleMs,
      abortSignal: AbortSignal.any([done.signal, limit, ...(this.#stop ? [this.#stop] : [])]),
      ...rights,
    });
    const body = guarded(reply.body);
    const close = () => {
      done.abort();
      body.destroy();
    };
    return { ...reply, close, isTimedOut: () => limit.aborted };
  }
}
