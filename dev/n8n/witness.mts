import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Arguments for Node by which a child's log tells of what would otherwise pass unseen. */
export const witnessed = ['--require', fileURLToPath(new URL('witness.cjs', import.meta.url))] as const;

/** Lines that no run may leave in the log, with or without the witness. */
const alarming = [
  /\[witness\] (uncaughtException|unhandledRejection)/,
  /\[witness\] warning: .*\bclosing (a )?file ?(descriptor|handle)/i,
  /\[witness\] warning: MaxListenersExceededWarning/,
  /\bUnhandledPromiseRejection/,
  /FATAL ERROR/,
];

/** The lines of a log that tell of an uncaught exception, a forgotten file handle or a listener too many. */
export const alarmsIn = (log: string): string[] =>
  log.split('\n').filter((line) => alarming.some((pattern) => pattern.test(line)));

/** The alarms of a log file. */
export const alarmsOf = async (file: string): Promise<string[]> => alarmsIn(await readFile(file, 'utf8'));
