/** The lines of n8n's log that no run may leave. */
import { readFile } from 'node:fs/promises';

/** With or without the witness (dev/n8n/witness.cjs). */
const alarming = [
  /\[witness\] (uncaughtException|unhandledRejection)/,
  /\[witness\] warning: .*\bclosing (a )?file ?(descriptor|handle)/i,
  /\[witness\] warning: MaxListenersExceededWarning/,
  /\bUnhandledPromiseRejection/,
  /FATAL ERROR/,
];

/** What n8n says of itself, also of workflows with none of our nodes. */
const ownOfN8n = [
  // It throws this away when a webhook's execution is stopped.
  /ManualExecutionCancelledError/,
  // After a crash it waits for an open editor once for each execution that was running; from the eleventh on Node warns.
  /MaxListenersExceededWarning: .* editorUiConnected listeners added to \[Push\]/,
  // In queue mode main listens for the end of each execution: from the eleventh at once on Node warns.
  /MaxListenersExceededWarning: .* global:(completed|failed) listeners added to \[Queue\]/,
];

const anyOf = (patterns: readonly RegExp[], line: string): boolean =>
  patterns.some((pattern) => pattern.test(line));

/** The lines that tell of an uncaught exception, a forgotten file handle or a listener too many. */
export const alarmsIn = (log: string): string[] =>
  log.split('\n').filter((line) => anyOf(alarming, line) && !anyOf(ownOfN8n, line));

/** The alarms of a log file. */
export const alarmsOf = async (file: string): Promise<string[]> => alarmsIn(await readFile(file, 'utf8'));
