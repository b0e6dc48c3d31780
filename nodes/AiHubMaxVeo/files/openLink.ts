/**
 * Opens the link of a result. Most lie elsewhere than the API: no key, no credential and no cookie goes there. A link on
 * the base URL's own origin needs the key, which then goes to exactly that origin, and never along a redirect.
 */
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { bareKey } from '../credential';
import type { Service } from '../api/send';
import { Connection } from './connection';
import type { FileStream } from '../streams';
import { guarded } from '../streams';

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

const agent = { 'user-agent': 'n8n-nodes-aihubmax-veo', 'accept-encoding': 'identity' };

const mostRedirects = 5;
const redirects = [301, 302, 303, 307, 308];

function parsed(link: string, base?: URL): URL {
  const url = new URL(link, base);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError('The link is no http or https URL');
  return url;
}

function baseOf({ baseUrl }: Service): URL | undefined {
  try {
    return parsed(`${baseUrl}/`);
  } catch {
    return undefined;
  }
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

  /** The link may be relative to the base URL. Throws what n8n's helper throws, and TypeError for no URL at all. */
  async open(link: string, rules: OpenRules): Promise<Opened> {
    const url = parsed(link, baseOf(this.#service));
    const isOwn = this.isOwn(link);
    const reply = await this.#request(url, this.#rights(isOwn), rules);
    const { location } = reply.headers;
    if (!isOwn || !location || !redirects.includes(reply.statusCode)) return reply;
    reply.close();
    return await this.#request(parsed(location, url), this.#rights(false), rules);
  }

  /** Whether a link lies on the base URL's own origin, and so opens with the key alone. */
  isOwn(link: string): boolean {
    const base = baseOf(this.#service);
    return base !== undefined && parsed(link, base).origin === base.origin;
  }

  /** Opens a URL that a user gave: with no key wherever it lies, and redirects are left to whoever asks. Throws what n8n's helper throws. */
  async openPlainly(url: URL, rules: OpenRules): Promise<Opened> {
    return await this.#request(url, { disableFollowRedirect: true, headers: agent }, rules);
  }

  async #request(url: URL, rights: Partial<IHttpRequestOptions>, rules: OpenRules): Promise<Opened> {
    const connection = new Connection(this.#stop, rules.limitMs);
    const options: IHttpRequestOptions = {
      method: 'GET',
      url: url.href,
      encoding: 'stream',
      returnFullResponse: true,
      ignoreHttpStatusErrors: true,
      timeout: rules.idleMs,
      abortSignal: connection.signal,
      ...rights,
    };
    const reply = await this.#send(options).catch((thrown: unknown) => connection.failed(thrown));
    const body = guarded(reply.body);
    const close = () => {
      connection.close();
      body.destroy();
    };
    return { ...reply, close, isTimedOut: connection.isTimedOut };
  }

  /** The key goes to its own origin, and never along a redirect. */
  #rights(isOwn: boolean): Partial<IHttpRequestOptions> {
    const key = { authorization: `Bearer ${bareKey(this.#service.apiKey)}` };
    return {
      ...(isOwn ? { disableFollowRedirect: true } : { maxRedirects: mostRedirects }),
      sendCredentialsOnCrossOriginRedirect: false,
      headers: isOwn ? { ...agent, ...key } : agent,
    };
  }

  async #send(options: IHttpRequestOptions): Promise<FileReply> {
    return await this.#context.helpers.httpRequest(options);
  }
}
