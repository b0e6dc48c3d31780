/** One line of n8n's log for every task: after Stop or a crash n8n keeps nothing else of it. */
import type { IExecuteFunctions } from 'n8n-workflow';

/** Names are free text: one of several lines would look like several entries. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** For the item of a task that was just created. All of it is in the message, since n8n's text log drops the rest. */
export function createLog(context: IExecuteFunctions): (taskId: string, itemIndex: number) => void {
  return (taskId, itemIndex) => {
    const { id = '', name = '' } = context.getWorkflow?.() ?? {};
    const workflow = `workflow "${oneLine(name)}" (${id})`;
    const place = `node "${oneLine(context.getNode().name)}", execution ${context.getExecutionId()}`;
    context.logger.info(`AIHubMax created task ${taskId}: ${workflow}, ${place}, item ${itemIndex}`);
  };
}
