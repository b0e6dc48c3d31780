import { fileURLToPath } from 'node:url';

/** Arguments for Node by which a child's log tells of what would otherwise pass unseen. */
export const witnessed = ['--require', fileURLToPath(new URL('witness.cjs', import.meta.url))] as const;
