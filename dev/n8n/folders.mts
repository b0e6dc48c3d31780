import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';

/** This project's root. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** Where provisioned n8ns live: the user's cache folder (XDG_CACHE_HOME is respected). */
export const cacheFolder = envPaths('n8n-nodes-aihubmax-veo', { suffix: '' }).cache;
