/** What the user should know after a run besides its items: what it cost, what will be gone tomorrow, what went wrong. */
import type { INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';
import type { Spent } from '../task/memory';

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

function costs({ tasks, credits }: Readonly<Spent>): string[] {
  if (tasks === 0 || credits === 0) return [];
  return [`${counted(credits, 'credit')} reserved for ${counted(tasks, 'task')}.`];
}

/** In a green run the items that failed are easily overlooked. */
function failures(items: INodeExecutionData[]): string[] {
  const count = (is: (json: INodeExecutionData['json']) => boolean) =>
    items.filter(({ json }) => is(json)).length;
  const failed = count(({ error, isFailed }) => error !== undefined || isFailed === true);
  const late = count(({ timedOut }) => timedOut === true);
  const unfetched = count(({ download }) => download !== undefined);
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(late > 0 ? [`${late} not finished in time`] : []),
    ...(unfetched > 0 ? [`${unfetched} with a video that could not be fetched (see "download")`] : []),
  ];
  return parts.length > 0 ? [`Of ${counted(items.length, 'item')}: ${parts.join(', ')}.`] : [];
}

const links = (items: INodeExecutionData[]): string[] =>
  items.some(({ json, binary }) => json.isSuccess === true && !binary)
    ? ['Video links work for 24 hours. Turn on Download Video to keep the file.']
    : [];

/** `notes`: what the items themselves gave rise to, such as a picture that is small. */
export function runHints(
  items: INodeExecutionData[],
  spent: Readonly<Spent>,
  notes: Iterable<string>,
): NodeExecutionHint[] {
  const hint =
    (type: NodeExecutionHint['type']) =>
    (message: string): NodeExecutionHint => ({ message, type, location: 'outputPane' });
  return [
    ...failures(items).map(hint('warning')),
    ...[[...costs(spent), ...links(items)].join(' '), ...notes].filter(Boolean).map(hint('info')),
  ];
}
