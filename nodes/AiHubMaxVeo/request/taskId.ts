/** The ID of a task: the vendor's are letters and digits, those of its gateway's family are not always. */
import type { Checked } from './checked';
import type { ReadParameter } from './read';
import { settingIssue } from './settingValue';
import { slipIssue } from './slips';

const maxLength = 512;

/** Whether a text can name a task. A path of dots would name another route. */
export const isTaskId = (id: string): boolean =>
  id.length > 0 &&
  id.length <= maxLength &&
  !/(^|[/\\])\.{1,2}([/\\]|$)/.test(id) &&
  !/[\p{Cc}\p{Cf}\p{Cs}\s{}]/u.test(id);

/** The stated ID of a task. */
export function readTaskId(read: ReadParameter): Checked<string> {
  const raw = read('taskId');
  const id = typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : '';
  if (isTaskId(id) && !slipIssue('Task ID', id)) return { value: id };
  return settingIssue('Task ID', raw ?? '', 'the "taskId" that Create returned');
}
