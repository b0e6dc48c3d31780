/** `npm run emulator -- [--port 8787] [--task-seconds 20]`: a local AIHubMax until Ctrl+C. */
import { parseArgs } from 'node:util';
import { startEmulator } from './index.mts';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '8787' }, 'task-seconds': { type: 'string', default: '20' } },
});

const emulator = await startEmulator({
  port: Number(values.port),
  taskSeconds: Number(values['task-seconds']),
});

console.log(`AIHubMax emulator
  Base URL      ${emulator.url}
  API key       ${emulator.key}
  Sample photo  ${emulator.samplePhotoUrl}
  Tasks         ${emulator.url}/
Stop with Ctrl+C.`);

const stop = () => void emulator.stop().then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
