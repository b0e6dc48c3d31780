/** The URLs that AIHubMax gave for files: of an upload, or of an earlier task's video. Kept with the execution. */
import type { Client } from '../api/client';
import { VideoError } from '../errors';
import type { Failure } from '../errors';
import { parseUrl } from '../json';
import type { Memory } from '../memory';
import type { Clock } from '../time';
import type { StoredFile } from './store';

/** A service keeps an upload for 72 hours (AIHubMax OpenAPI files); a URL this old is not handed on. */
const uploadLifetimeMs = 70 * 60 * 60 * 1000;

/** An upload's URL as it is parsed: a name with spaces or letters beyond ASCII in it would be taken in several ways. */
function uploadedUrl(given: string): string {
  const url = given.length <= 8 * 1024 && /^https?:\/\//i.test(given) ? parseUrl(given) : null;
  if (url) return url.href;
  const message = 'AIHubMax answered the upload with a URL that is none';
  throw new VideoError({ category: 'service', code: 'upload', message });
}

/** What names a file's content, in the memory and in the fingerprint of a request. */
export const fileIdentity = ({ id }: StoredFile): string => `file ${id}`;

export class Uploads {
  readonly #client: Client;
  readonly #clock: Clock;
  readonly #memory: Memory;
  /** By the ID of the file. */
  readonly #underWay = new Map<string, Promise<string>>();

  constructor({ client, clock, memory }: { client: Client; clock: Clock; memory: Memory }) {
    this.#client = client;
    this.#clock = clock;
    this.#memory = memory;
  }

  /** The URL that AIHubMax last gave for a file or an earlier task, whatever its age. */
  knownUrl(identity: string): string | undefined {
    return this.#memory.urls?.[identity]?.url;
  }

  /** Whether an earlier upload of a file can be sent once more. */
  isKept(file: StoredFile): boolean {
    const known = this.#memory.urls?.[fileIdentity(file)];
    return known !== undefined && this.#clock.now() - known.atMs < uploadLifetimeMs;
  }

  remember(identity: string, url: string): string {
    (this.#memory.urls ??= {})[identity] = { url, atMs: this.#clock.now() };
    return url;
  }

  /** The URL of a file. Items that hold the same file share its upload; one that failed may be tried again by the next. */
  async urlOf(file: StoredFile, patienceMs: number): Promise<string> {
    const underWay = this.#underWay.get(file.id) ?? this.#upload(file, patienceMs);
    this.#underWay.set(file.id, underWay);
    return await underWay.finally(() => this.#underWay.delete(file.id));
  }

  async #upload(file: StoredFile, patienceMs: number): Promise<string> {
    const known = this.knownUrl(fileIdentity(file));
    if (known && this.isKept(file)) return known;
    if (file.unreadable) throw file.unreadable;
    return this.remember(fileIdentity(file), uploadedUrl(await this.#client.upload(file, patienceMs)));
  }

  /**
   * Forgets the URLs of a request whose files AIHubMax could not use, so that the next try uploads them again: an upload
   * can be gone before its time. `request`: its body, or the URLs of its files; any other failure changes nothing.
   */
  forget(failure: Pick<Failure, 'category'> | null | undefined, request: object): void {
    const { urls } = this.#memory;
    if (failure?.category !== 'input_media' || !urls) return;
    const sent = new Set<unknown>(Object.values(request).flat());
    for (const [identity, { url }] of Object.entries(urls)) if (sent.has(url)) delete urls[identity];
  }
}
