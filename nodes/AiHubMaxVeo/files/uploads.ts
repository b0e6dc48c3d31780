/** The URLs that AIHubMax gave for files: of an upload, or of an earlier task's video. Kept with the execution. */
import type { CategoryName } from '../catalogue/failures';
import { asFailure, VideoError } from '../errors';
import type { Address, Memory } from '../memory';

/** The URL that AIHubMax last gave for a file. */
export const addressOf = ({ addresses }: Memory, identity: string): Address | undefined =>
  addresses?.[identity];

/** Keeps the URL that AIHubMax gave for a file, and gives it back. */
export function rememberAddress(memory: Memory, identity: string, url: string, nowMs: number): string {
  (memory.addresses ??= {})[identity] = { url, atMs: nowMs };
  return url;
}

/**
 * Forgets the URLs of a request whose files AIHubMax could not use, so that the next try uploads them again: an upload
 * can be gone before its time. `request`: its body, or the URLs of its files; any other failure changes nothing.
 */
export function forgetUploads(
  { addresses }: Memory,
  failure: { category: CategoryName } | null | undefined,
  request: object,
): void {
  if (failure?.category !== 'input_media' || !addresses) return;
  const sent = new Set<unknown>(Object.values(request).flat());
  for (const [identity, { url }] of Object.entries(addresses)) if (sent.has(url)) delete addresses[identity];
}

/** Work that AIHubMax may refuse for the files of its request: they are forgotten then. Throws what the work throws. */
export async function forgettingUploads<Result>(
  memory: Memory,
  request: object,
  work: Promise<Result>,
): Promise<Result> {
  return await work.catch((thrown: unknown) => {
    const failure = asFailure(thrown);
    forgetUploads(memory, failure, request);
    throw new VideoError(failure);
  });
}
