/** What lies behind a URL, found out from its beginning: without the key or any other credential, and each URL once per run. */
import { isPrivateHost } from '../request/urls';
import { inspect } from './inspect';
import type { Inspection } from './inspect';
import type { LinkOpener, Opened } from './links';

const headBytes = 64 * 1024;
const limitMs = 10_000;
const maxRedirects = 5;

/** What was seen: a server that did not answer, one that answered with something else than a file, or the file's beginning. */
export type Glimpse =
  | { kind: 'silent' }
  | { kind: 'refused'; status: number }
  | { kind: 'private'; host: string }
  | { kind: 'file'; content: Inspection; received: number; bytes: number | null };

async function fileOf({ body, headers }: Opened): Promise<Glimpse> {
  const pieces: Uint8Array[] = [];
  let received = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    pieces.push(piece.subarray(0, headBytes - received));
    received += piece.length;
    if (received >= headBytes) break;
  }
  const content = await inspect(pieces);
  // Whether the end is missing shows only where the end was seen.
  if (received >= headBytes) content.isWhole = true;
  const announced = Number(headers['content-length'] ?? NaN);
  const bytes = Number.isSafeInteger(announced) && announced >= 0 ? announced : null;
  return { kind: 'file', content, received: Math.min(received, headBytes), bytes };
}

export class Probe {
  readonly #links: LinkOpener;
  readonly #allowsPrivate: boolean;
  readonly #seen = new Map<string, Promise<Glimpse>>();
  /** By host: the first who asks finds out for all whether it answers, so that a dead one costs its time once. */
  readonly #hosts = new Map<string, Promise<Glimpse>>();

  /** `allowsPrivate`: AIHubMax itself is on this network, so what is on it may be opened. */
  constructor(links: LinkOpener, allowsPrivate: boolean) {
    this.#links = links;
    this.#allowsPrivate = allowsPrivate;
  }

  /** Never throws. */
  async look(url: string): Promise<Glimpse> {
    const seen = this.#seen.get(url) ?? this.#ask(new URL(url));
    this.#seen.set(url, seen);
    return await seen;
  }

  async #ask(url: URL): Promise<Glimpse> {
    const first = this.#hosts.get(url.host);
    if (first && (await first).kind === 'silent') return { kind: 'silent' };
    const asking = this.#follow(url).catch((): Glimpse => ({ kind: 'silent' }));
    if (!first) this.#hosts.set(url.host, asking);
    return await asking;
  }

  async #follow(url: URL, redirects = 0): Promise<Glimpse> {
    if (redirects > maxRedirects) return { kind: 'silent' };
    if (!this.#allowsPrivate && isPrivateHost(url.hostname)) return { kind: 'private', host: url.hostname };
    const reply = await this.#links.openPlainly(url, { limitMs, idleMs: limitMs });
    const { statusCode: status, headers } = reply;
    try {
      if (status < 300) return await fileOf(reply);
      if (status >= 400 || !headers.location) return { kind: 'refused', status };
    } finally {
      reply.close();
    }
    return await this.#follow(new URL(headers.location, url), redirects + 1);
  }
}
