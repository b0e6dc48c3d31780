/** `npm run emulator -- [--port 8787] [--task-seconds 20]`: a local AIHubMax until Ctrl+C. */
import { parseArgs } from 'node:util';
import { startEmulator, type Emulator } from './index.mts';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '8787' }, 'task-seconds': { type: 'string', default: '20' } },
});

const port = Number(values.port);

const introduce = ({ url, key, samplePhotoUrl }: Emulator): string => `AIHubMax emulator
  Base URL      ${url}
  API key       ${key}
  Sample photo  ${samplePhotoUrl}
  Tasks         ${url}/
Stop with Ctrl+C.`;

function refuse(error: NodeJS.ErrnoException): never {
  const busy = error.code === 'EADDRINUSE';
  console.error(busy ? `Port ${port} is in use; choose another with --port, or 0 for any.` : error.message);
  process.exit(1);
}

const emulator = await startEmulator({ port, taskSeconds: Number(values['task-seconds']) }).catch(refuse);
console.log(introduce(emulator));

const stop = () => void emulator.stop().then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
