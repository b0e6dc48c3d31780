/** What lies behind a URL, found out from its beginning: without the key or any other credential, and each URL once per run. */
import { createHash } from 'crypto';
import { blockedByN8n, certificateAdvice, networkCode } from '../api/retry';
import { isOutage } from '../errors';
import type { Clock } from '../time';
import { inspect, type Inspection } from './inspect';
import { ClosedLinkError, type LinkOpener, type OpenedLink } from './links';

/** Enough to know a format, and at most so much where the size of an image comes late: phones write much before it. */
const headBytes = 64 * 1024;
const maxHeadBytes = 512 * 1024;

/** Of one URL, with all its redirects and what is read of it. */
const limitMs = 10_000;

/** What is known is trusted for this long: signed links end, and a batch can last for hours. */
export const freshMs = 10 * 60_000;

/** A host that is silent so often, without an answer in between, is not asked again in this run. */
const maxSilences = 3;

/** Answers that take this long are slow, and a run waits so long for all of them: ten at a time, 20 seconds and the last ten. */
const slowMs = 500;
const maxSlowMs = 200_000;

/** It was not opened, or not with success, or what is known of the file's beginning. A `reason` continues what names the URL. */
type ProbeResult =
  | { kind: 'late' }
  | { kind: 'silent' | 'hidden' | 'closed'; reason: string }
  | { kind: 'refused'; status: number }
  | { kind: 'file'; content: Inspection; received: number; bytes: number | null; version: string };

/** What tells one content from another under the same URL. */
function versionOf({ headers }: OpenedLink, pieces: Uint8Array[]): string {
  const { etag, 'last-modified': modified, 'content-length': length } = headers;
  if (etag) return etag;
  if (modified && length) return `${modified} ${length}`;
  const hash = createHash('sha256');
  return hash.update(Buffer.concat(pieces).subarray(0, headBytes)).digest('base64url');
}

async function readHead(reply: OpenedLink): Promise<ProbeResult> {
  const pieces: Uint8Array[] = [];
  let received = 0;
  let wanted = headBytes;
  let content: Inspection | undefined;
  for await (const piece of reply.body as AsyncIterable<Buffer>) {
    pieces.push(piece.subarray(0, maxHeadBytes - received));
    received += piece.length;
    if (received < wanted) continue;
    const { image, ...rest } = await inspect(pieces);
    // Whether the end is missing shows only where the end was seen.
    if (image?.size || !image || received >= maxHeadBytes) content = { image, ...rest, isWhole: true };
    if (content) break;
    wanted *= 2;
  }
  content ??= await inspect(pieces);
  const announced = Number(reply.headers['content-length'] ?? NaN);
  const bytes = Number.isSafeInteger(announced) && announced >= 0 ? announced : null;
  return { kind: 'file', content, received, bytes, version: versionOf(reply, pieces) };
}

const blocked =
  'is blocked by n8n itself, so it was not opened (N8N_SSRF_ALLOWED_HOSTNAMES in the environment of n8n allows a host)';

const silent = (reason = 'did not answer n8n'): ProbeResult => ({ kind: 'silent', reason });

function resultOf(thrown: unknown): ProbeResult {
  if (blockedByN8n(thrown)) return { kind: 'hidden', reason: blocked };
  if (thrown instanceof ClosedLinkError)
    return { kind: thrown.isHidden ? 'hidden' : 'closed', reason: thrown.message };
  const code = networkCode(thrown);
  if (code === 'ENOTFOUND') return silent('is a host that n8n does not find');
  if (certificateAdvice(code)) return silent(`has a TLS certificate that n8n does not trust (${code})`);
  return silent();
}

/** What may be different the next time. */
const isPassing = (result: ProbeResult): boolean =>
  result.kind === 'silent' || (result.kind === 'refused' && isOutage(result.status));

export class Probe {
  /** URLs that were not opened, since their hosts were slow. */
  readonly unopened = new Set<string>();
  /** By URL and whose it is; `second`: what it was asked once more. */
  readonly #looks = new Map<
    string,
    { atMs: number; first: Promise<ProbeResult>; second?: Promise<ProbeResult> }
  >();
  /** How often a host did not answer since its last answer. */
  readonly #silences = new Map<string, number>();
  /** Of all URLs together. */
  #slowMs = 0;

  constructor(
    private readonly links: LinkOpener,
    private readonly clock: Clock,
  ) {}

  /**
   * Never throws. `isForeign`: see links.ts; `isNeeded`: without it there is no order, so where nobody answers it is asked for
   * once more; `mayBeLate`: once the run has waited long enough for slow hosts it is not opened at all.
   */
  async inspect(
    url: string,
    { isForeign, isNeeded, mayBeLate }: { isForeign: boolean; isNeeded: boolean; mayBeLate: boolean },
  ): Promise<ProbeResult> {
    const key = `${isForeign} ${url}`;
    const nowMs = this.clock.now();
    let look = this.#looks.get(key);
    if (!look || nowMs - look.atMs >= freshMs) {
      if (mayBeLate && this.#slowMs >= maxSlowMs) {
        if (!isNeeded) this.unopened.add(url);
        return { kind: 'late' };
      }
      look = { atMs: nowMs, first: this.#ask(url, isForeign) };
      this.#looks.set(key, look);
    }
    const result = await (look.second ?? look.first);
    if (!isNeeded || !isPassing(result)) return result;
    return await (look.second ??= this.#ask(url, isForeign));
  }

  async #ask(url: string, isForeign: boolean): Promise<ProbeResult> {
    const { host } = new URL(url);
    const silences = this.#silences.get(host) ?? 0;
    if (silences >= maxSilences) return silent();
    const startMs = this.clock.now();
    const result = await this.#open(url, isForeign).catch(resultOf);
    const tookMs = this.clock.now() - startMs;
    if (tookMs >= slowMs) this.#slowMs += tookMs;
    this.#silences.set(host, result.kind === 'silent' ? (this.#silences.get(host) ?? 0) + 1 : 0);
    return result;
  }

  async #open(url: string, isForeign: boolean): Promise<ProbeResult> {
    const reply = await this.links.open(url, { limitMs, idleMs: limitMs, isForeign });
    try {
      return reply.statusCode < 300 ? await readHead(reply) : { kind: 'refused', status: reply.statusCode };
    } finally {
      reply.close();
    }
  }
}
