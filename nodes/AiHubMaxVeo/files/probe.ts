/** What lies behind a URL, found out from its beginning: without the key or any other credential, and each URL once per run. */
import { isPrivateHost } from '../request/urls';
import { inspect } from './inspect';
import type { Inspection } from './inspect';
import type { LinkOpener, OpenedLink } from './links';

const headBytes = 64 * 1024;
const limitMs = 10_000;

/** A server that did not answer, one that answered with something else than a file, or the file's beginning. */
type ProbeResult =
  | { kind: 'silent' }
  | { kind: 'refused'; status: number }
  | { kind: 'private'; host: string }
  | { kind: 'file'; content: Inspection; received: number; bytes: number | null };

/** Its message is the host. */
class PrivateHostError extends Error {}

async function readHead({ body, headers }: OpenedLink): Promise<ProbeResult> {
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
  readonly #isLocal: boolean;
  readonly #results = new Map<string, Promise<ProbeResult>>();
  /** By host: the first who asks finds out for all whether it answers, so that a dead one costs its time once. */
  readonly #hosts = new Map<string, Promise<ProbeResult>>();

  /** `isLocal`: AIHubMax itself is on this network, so what is on it may be opened. */
  constructor(links: LinkOpener, isLocal: boolean) {
    this.#links = links;
    this.#isLocal = isLocal;
  }

  /** Never throws. */
  async inspect(url: string): Promise<ProbeResult> {
    const result = this.#results.get(url) ?? this.#ask(new URL(url));
    this.#results.set(url, result);
    return await result;
  }

  async #ask(url: URL): Promise<ProbeResult> {
    const first = this.#hosts.get(url.host);
    if (first && (await first).kind === 'silent') return { kind: 'silent' };
    const asking = this.#open(url).catch(
      (thrown: unknown): ProbeResult =>
        thrown instanceof PrivateHostError ? { kind: 'private', host: thrown.message } : { kind: 'silent' },
    );
    if (!first) this.#hosts.set(url.host, asking);
    return await asking;
  }

  async #open(url: URL): Promise<ProbeResult> {
    const beforeHop = ({ hostname }: URL) => {
      if (!this.#isLocal && isPrivateHost(hostname)) throw new PrivateHostError(hostname);
    };
    const reply = await this.#links.open(url.href, { limitMs, idleMs: limitMs, beforeHop });
    try {
      return reply.statusCode < 300 ? await readHead(reply) : { kind: 'refused', status: reply.statusCode };
    } finally {
      reply.close();
    }
  }
}
