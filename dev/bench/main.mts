/** `npm run bench -- schedule load`: the benchmarks named, or all. Ratios are measured side by side; nothing passes or fails. */
import { benchBatch } from './batch/bench.mts';
import { benchCheck } from './check/bench.mts';
import { benchLoad } from './load/bench.mts';
import { benchLoop } from './loop/bench.mts';
import { benchMemory } from './memory/bench.mts';
import { benchOpenTasks } from './openTasks/bench.mts';
import { benchResume } from './resume/bench.mts';
import { benchScale } from './scale/bench.mts';
import { benchSchedule } from './schedule/bench.mts';

type Bench = (say: (line: string) => void) => void | Promise<void>;

const benches: Readonly<Record<string, Bench>> = {
  schedule: benchSchedule,
  load: benchLoad,
  loop: benchLoop,
  'open-tasks': benchOpenTasks,
  batch: benchBatch,
  memory: benchMemory,
  resume: benchResume,
  check: benchCheck,
  scale: benchScale,
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')}, only: ${Object.keys(benches).join(', ')}.`);

for (const [name, bench] of Object.entries(benches))
  if (named.length === 0 || named.includes(name)) await bench(console.log);

// n8n's engine keeps handles open when it is used in this process.
process.exit();
