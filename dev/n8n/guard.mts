import { fileURLToPath } from 'node:url';

/** Arguments for Node that end a child, and its process group, when this process is gone however it went. */
export const guarded = ['--require', fileURLToPath(new URL('guard.cjs', import.meta.url))] as const;
