import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectFolder } from '../n8n/index.mts';

/** Runs a service as a program of its own, so that its work is not measured; it prints its URL first. */
export async function withProgram(path: string, use: (url: string) => Promise<void>): Promise<void> {
  const service = spawn(process.execPath, ['--import', 'tsx', join(projectFolder, path)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(service.stdout, 'data')) as [Buffer];
    await use(line.toString().trim());
  } finally {
    service.kill();
  }
}
