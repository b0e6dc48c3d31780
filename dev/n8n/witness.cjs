// Loaded into n8n before its own program. n8n logs an uncaught exception like any other error, and Node tells of a forgotten
// file handle only when it happens to collect garbage: here both get a mark in the log, and SIGUSR2 collects garbage.
const { isMainThread } = require('node:worker_threads');
const v8 = require('node:v8');
const vm = require('node:vm');

const tell = (what, error) =>
  console.error(`[witness] ${what}: ${String(error).replaceAll('\n', ' ')}\n${error?.stack ?? ''}`);

if (isMainThread) {
  // Also what a rejection that nobody handles becomes. It changes nothing about what happens next.
  process.on('uncaughtExceptionMonitor', (error, origin) => tell(origin, error));
  process.on('warning', (warning) => tell('warning', warning));
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc');
  if (process.platform !== 'win32') process.on('SIGUSR2', () => collect());
}
