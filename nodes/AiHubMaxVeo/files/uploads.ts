/** The URLs that AIHubMax gave for files: of an upload, or of an earlier task's video. Kept with the execution. */
import type { Client } from '../api/client';
import { VideoError, type Failure } from '../errors';
import { getOrAdd, parseUrl } from '../json';
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

export class Uploads {
  /** By the ID of the file. */
  readonly #underWay = new Map<string, Promise<string>>();

  constructor(private readonly run: { client: Client; clock: Clock; memory: Memory }) {}

  /** The URL that AIHubMax last gave for a file or an earlier task, whatever its age. `id`: a file's, or what names the task. */
  knownUrl(id: string): string | undefined {
    return this.run.memory.urls?.[id]?.url;
  }

  /** Whether an earlier upload of a file can be sent once more. */
  isKept({ id }: StoredFile): boolean {
    const { atMs = -Infinity } = this.run.memory.urls?.[id] ?? {};
    return this.run.clock.now() - atMs < uploadLifetimeMs;
  }

  remember(id: string, url: string): string {
    (this.run.memory.urls ??= {})[id] = { url, atMs: this.run.clock.now() };
    return url;
  }

  /** The URL of a file. Items that hold the same file share its upload; one that failed may be tried again by the next. */
  async urlOf(file: StoredFile, patienceMs: number): Promise<string> {
    const upload = async () => await this.#upload(file, patienceMs);
    return await getOrAdd(this.#underWay, file.id, upload).finally(() => this.#underWay.delete(file.id));
  }

  async #upload(file: StoredFile, patienceMs: number): Promise<string> {
    const known = this.knownUrl(file.id);
    if (known && this.isKept(file)) return known;
    if (file.unreadable) throw file.unreadable;
    return this.remember(file.id, uploadedUrl(await this.run.client.upload(file, patienceMs)));
  }

  /**
   * Forgets the URLs of a request whose files AIHubMax could not use, so that the next try uploads them again: an upload
   * can be gone before its time. `request`: its body, or the URLs of its files; any other failure changes nothing.
   */
  forget(failure: Pick<Failure, 'category'> | null | undefined, request: object): void {
    const { urls } = this.run.memory;
    if (failure?.category !== 'input_media' || !urls) return;
    const sent = new Set<unknown>(Object.values(request).flat());
    for (const [id, { url }] of Object.entries(urls)) if (sent.has(url)) delete urls[id];
  }
}
