/** Prints every benchmark as a table. Ratios are measured side by side in one run; nothing here passes or fails. */
import { benchSchedule } from './schedule/bench.mts';

benchSchedule(console.log);
