/** The lines of n8n's log that no run may leave, but for those that n8n leaves itself. */
import { readFile } from 'node:fs/promises';
import { alarmsIn as allAlarmsIn } from '../../../dev/n8n/witness.mts';

/** Also of workflows with none of our nodes. */
const ownOfN8n = [
  // It throws this away when a webhook's execution is stopped.
  /ManualExecutionCancelledError/,
  // After a crash it waits for an open editor once for each execution that was running; from the eleventh on Node warns.
  /MaxListenersExceededWarning: .* editorUiConnected listeners added to \[Push\]/,
];

export const alarmsIn = (log: string): string[] =>
  allAlarmsIn(log).filter((line) => !ownOfN8n.some((pattern) => pattern.test(line)));

/** The alarms of a log file. */
export const alarmsOf = async (file: string): Promise<string[]> => alarmsIn(await readFile(file, 'utf8'));
