/** The URLs that AIHubMax gave for files: of an upload, or of an earlier task's video. Keyed by what they are of. */
import type { Address, Memory } from './memory';

/** The address that the service last gave for a file. */
export const addressOf = ({ addresses }: Memory, identity: string): Address | undefined =>
  addresses?.[identity];

/** Keeps the address that the service gave for a file, and gives it back. */
export function rememberAddress(memory: Memory, identity: string, url: string, nowMs: number): string {
  (memory.addresses ??= {})[identity] = { url, atMs: nowMs };
  return url;
}
