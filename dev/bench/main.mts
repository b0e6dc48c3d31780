/** `npm run bench -- schedule load`: the benchmarks named, or all. Ratios are measured side by side; nothing passes or fails. */
import { benchBatch } from './batch.mts';
import { benchCheck } from './check.mts';
import { benchDurable } from './durable.mts';
import { benchLoad } from './load.mts';
import { benchLoop } from './loop.mts';
import { benchMemory } from './memory.mts';
import { benchOpenTasks } from './openTasks.mts';
import { benchResume } from './resume.mts';
import { benchScale } from './scale.mts';
import { benchSchedule } from './schedule.mts';

const benches: Readonly<Record<string, () => void | Promise<void>>> = {
  schedule: benchSchedule,
  load: benchLoad,
  loop: benchLoop,
  'open-tasks': benchOpenTasks,
  batch: benchBatch,
  memory: benchMemory,
  resume: benchResume,
  durable: benchDurable,
  check: benchCheck,
  scale: benchScale,
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')}, only: ${Object.keys(benches).join(', ')}.`);

for (const [name, bench] of Object.entries(benches))
  if (named.length === 0 || named.includes(name)) await bench();

// n8n's engine keeps handles open when it is used in this process.
process.exit();
