import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set<string>();

// Covers Ctrl-C, where nothing else gets its turn. By then n8n has been killed (children.mts asked for that first).
process.on('exit', () => folders.forEach(removeTemporary));

/** A new n8n user folder that is removed at the latest when this process ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'n8n-user-'));
  return registerTemporary(folder);
}

/** A folder of ours that is removed at the latest when this process ends. */
export function registerTemporary(folder: string): string {
  folders.add(folder);
  return folder;
}

/** Removes it now. Any other folder is left alone. */
export function removeTemporary(folder: string): void {
  if (!folders.delete(folder)) return;
  rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
}
