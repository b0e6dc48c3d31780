import type { StdioOptions } from 'node:child_process';
import { join } from 'node:path';
import getPort from 'get-port';
import { startEmulator, type Emulator } from '../emulator/index.mts';
import { guarded, spawnChild } from '../n8n/children.mts';
import { cacheFolder, onInterrupt, projectFolder, withN8n } from '../n8n/index.mts';
import { welcome } from './welcome.mts';

const say = console.log;

/** Kept between runs, so that workflows made while trying things out are still there tomorrow. */
const userFolder = join(cacheFolder, 'development');

/** The code n8n has loaded. A copy of ours, not a link: n8n watches and reloads only real files inside the package. */
const loadedCode = join(userFolder, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-aihubmax-veo', 'dist');

/** n8n's own reloading of nodes whose files changed; it works only outside of production. */
const reloading = { N8N_DEV_RELOAD: 'true', NODE_ENV: 'development' };

/** The usual ports when they are free, so that addresses in saved workflows still work in the next run. */
const ports = { n8n: 5678, service: 8680, results: 8681 };

async function openEmulator(): Promise<Emulator> {
  const port = await getPort({ port: ports.service });
  return await startEmulator({ port, resultsPort: await getPort({ port: ports.results }) });
}

/**
 * Compiles the project's sources into a folder now and after every change, and shows what the compiler says. Icons and
 * codex files are not followed: they change rarely, and starting again brings them along.
 */
function compileOnChange(outputFolder: string): void {
  const compiler = join(projectFolder, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = ['-p', 'tsconfig.json', '--watch', '--preserveWatchOutput', '--outDir', outputFolder];
  const stdio: StdioOptions = ['ignore', 'inherit', 'inherit'];
  spawnChild(process.execPath, [...guarded, compiler, ...args], { cwd: projectFolder, stdio });
}

async function main(): Promise<void> {
  const emulator = await openEmulator();
  await withN8n({ userFolder, env: reloading, port: ports.n8n, say }, async (n8n) => {
    say(`\n${await welcome(n8n, emulator)}\n`);
    compileOnChange(loadedCode);
    await new Promise<void>((resolve) => onInterrupt(resolve));
    say('\nStopping …');
  }).finally(() => emulator.stop());
}

main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  // The compiler would watch forever.
  .finally(() => process.exit());
