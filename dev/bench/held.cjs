// Loaded into n8n before its own program: tells at each SIGUSR2 how long its thread was held since the last one, in ms, and
// makes an n8n without a set for its nodes on demand.
const { writeFileSync } = require('node:fs');
const Module = require('node:module');
const { monitorEventLoopDelay } = require('node:perf_hooks');

const { BENCH_HELD: file, BENCH_SHELF: shelf } = process.env;
const delay = monitorEventLoopDelay({ resolution: 2 });
delay.enable();
process.on('SIGUSR2', () => {
  writeFileSync(file, String(delay.max / 1e6));
  delay.reset();
});

const load = Module._load;
Module._load = function (request, ...others) {
  const loaded = load.call(this, request, ...others);
  if (shelf === 'off' && request.endsWith('/deduplication-helper'))
    loaded.DeduplicationHelper.prototype.checkProcessedAndRecord = async () => {
      throw new Error('switched off');
    };
  return loaded;
};
