import { join } from 'node:path';
import { guarded, spawnChild } from '../n8n/children.mts';
import { projectFolder } from '../n8n/installation.mts';

/**
 * Compiles the project's sources into a folder now and after every change, and shows what the compiler says. Icons and
 * codex files are not followed: they change rarely, and starting again brings them along.
 */
export function compileOnChange(outputFolder: string): void {
  const compiler = join(projectFolder, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [
    ...guarded,
    compiler,
    '-p',
    'tsconfig.json',
    '--watch',
    '--preserveWatchOutput',
    '--outDir',
    outputFolder,
  ];
  spawnChild(process.execPath, args, { cwd: projectFolder, stdio: ['ignore', 'inherit', 'inherit'] });
}
