/** What lies behind a URL, found out from its beginning: without the key or any other credential, and each URL once per run. */
import { isPrivateHost } from '../request/urlIssue';
import { inspect } from './inspect';
import type { Inspection } from './inspect';
import type { LinkOpener, Opened } from './openLink';

const headBytes = 64 * 1024;
const limitMs = 10_000;
const mostRedirects = 5;

/** What was seen: a server that did not answer, one that answered with something else than a file, or the file's beginning. */
type Glimpse =
  | { kind: 'silent' }
  | { kind: 'refused'; status: number }
  | { kind: 'private'; host: string }
  | { kind: 'file'; content: Inspection; received: number; bytes: number | null };

/** The beginning of a file. `isAll`: there is nothing behind it. */
async function beginning({
  body,
}: Opened): Promise<{ pieces: Uint8Array[]; received: number; isAll: boolean }> {
  const pieces: Uint8Array[] = [];
  let received = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    pieces.push(piece.subarray(0, headBytes - received));
    received += piece.length;
    if (received >= headBytes) return { pieces, received: headBytes, isAll: false };
  }
  return { pieces, received, isAll: true };
}

async function fileOf(reply: Opened): Promise<Glimpse> {
  const { pieces, received, isAll } = await beginning(reply);
  const content = await inspect(pieces);
  const announced = Number(reply.headers['content-length'] ?? NaN);
  const bytes = Number.isSafeInteger(announced) && announced >= 0 ? announced : null;
  // Whether the end is missing shows only where the end was seen.
  return { kind: 'file', content: { ...content, isWhole: content.isWhole || !isAll }, received, bytes };
}

export class Probe {
  readonly #links: LinkOpener;
  readonly #allowsPrivate: boolean;
  readonly #seen = new Map<string, Promise<Glimpse>>();
  /** Whether a host answers: the first who asks finds out for all, so that a dead one costs its time once. */
  readonly #answers = new Map<string, Promise<boolean>>();

  /** `allowsPrivate`: AIHubMax itself is on this network, so what is on it may be opened. */
  constructor(links: LinkOpener, allowsPrivate: boolean) {
    this.#links = links;
    this.#allowsPrivate = allowsPrivate;
  }

  /** Never throws. */
  async look(url: string): Promise<Glimpse> {
    const seen = this.#seen.get(url) ?? this.#ask(url);
    this.#seen.set(url, seen);
    return await seen;
  }

  async #ask(url: string): Promise<Glimpse> {
    const { host } = new URL(url);
    const known = this.#answers.get(host);
    if (known) return (await known) ? await this.#open(url) : { kind: 'silent' };
    const asking = this.#open(url);
    this.#answers.set(
      host,
      asking.then(({ kind }) => kind !== 'silent'),
    );
    return await asking;
  }

  async #open(url: string): Promise<Glimpse> {
    try {
      return await this.#follow(new URL(url));
    } catch {
      return { kind: 'silent' };
    }
  }

  async #follow(first: URL): Promise<Glimpse> {
    let url = first;
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      if (!this.#allowsPrivate && isPrivateHost(url.hostname)) return { kind: 'private', host: url.hostname };
      const reply = await this.#links.openPlainly(url, { limitMs, idleMs: limitMs });
      try {
        const { statusCode, headers } = reply;
        const isRedirect = statusCode >= 300 && statusCode < 400 && headers.location;
        if (!isRedirect)
          return statusCode < 300 ? await fileOf(reply) : { kind: 'refused', status: statusCode };
        url = new URL(headers.location ?? '', url);
      } finally {
        reply.close();
      }
    }
    return { kind: 'silent' };
  }
}
