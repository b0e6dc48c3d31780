/** A process that is to be n8n. */
import { Module } from 'node:module';
import { join } from 'node:path';
import { cleanEnvironment } from '../n8n/environment.mts';
import { projectFolder } from '../n8n/installation.mts';

/**
 * Sets this process's environment for n8n, which reads it when it is loaded and keeps its files in `userFolder`; packages
 * elsewhere find `n8n-workflow` from now on, by the same steps that n8n itself takes.
 */
export function settleIn(userFolder: string): void {
  const wanted = cleanEnvironment({
    N8N_USER_FOLDER: userFolder,
    N8N_ENCRYPTION_KEY: 'a key for an n8n that lives for seconds',
    // n8n's default: the log has a line for each task that was created.
    N8N_LOG_LEVEL: 'info',
    NODE_ENV: 'production',
    NODE_PATH: join(projectFolder, 'node_modules'),
    NO_COLOR: '1',
  });
  for (const name of Object.keys(process.env)) if (!(name in wanted)) delete process.env[name];
  Object.assign(process.env, wanted);
  (Module as unknown as { _initPaths(): void })._initPaths();
}
