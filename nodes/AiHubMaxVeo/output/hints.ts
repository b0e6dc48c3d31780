/** What the user should know after a run besides its items: what it cost, what will be gone tomorrow, what went wrong. */
import type { INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';
import type { Spent } from '../memory';
import { checkHints } from './checkHints';

type Json = INodeExecutionData['json'];

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

function costs({ tasks, credits }: Readonly<Spent>): string[] {
  if (tasks === 0 || credits === 0) return [];
  return [`${counted(credits, 'credit')} reserved for ${counted(tasks, 'task')}.`];
}

/** In a green run the items that failed are easily overlooked. */
function failures(items: INodeExecutionData[]): string[] {
  const count = (is: (json: Json) => boolean) => items.filter(({ json }) => is(json)).length;
  const failed = count(({ error, isFailed }) => error !== undefined || isFailed === true);
  const late = count(({ timedOut }) => timedOut === true);
  const unfetched = count(({ download }) => download !== undefined);
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(late > 0 ? [`${late} timed out`] : []),
    ...(unfetched > 0 ? [`${counted(unfetched, 'download')} failed (see "download")`] : []),
  ];
  return parts.length > 0 ? [`${counted(items.length, 'item')}: ${parts.join(', ')}.`] : [];
}

/** Nobody is told to switch on what is on: an item whose download failed has `download`. */
function links(items: INodeExecutionData[]): string[] {
  const open = items.filter(({ json, binary }) => json.isSuccess === true && !binary);
  if (open.length === 0) return [];
  const isOff = open.some(({ json }) => json.download === undefined);
  const way = isOff ? ' Turn on Download Video to keep the file.' : '';
  return [`Video links work for 24 hours.${way}`];
}

/** What follows a Create is not to be seen in its items. */
function nextStep(items: INodeExecutionData[]): string[] {
  const started = items.some(({ json }) => json.isDone === false && json.request !== undefined && !json.wait);
  return started ? ['Use Get Status with the taskId to get the video.'] : [];
}

/** Nobody should wonder why a test was so quick, or pay twice to be sure. */
const reuse = (reused: number): string[] =>
  reused === 0
    ? []
    : [
        `Nothing was charged for ${counted(reused, 'item')}: the video of an earlier test run was used again. To create a new one, change something, or turn off Reuse Video While Testing in Options.`,
      ];

const notRemembered = (count: number): string[] =>
  count === 0
    ? []
    : [
        `${counted(count, 'video')} ${count === 1 ? 'was' : 'were'} not remembered for later test runs: too many.`,
      ];

/** n8n renders a hint as HTML, and parts of it come from the items. */
const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Two boxes at most: what went wrong or may, and what it cost. `notes`: sentences about the items' files; `reused`: tasks of earlier test runs; `forgotten`: tasks that later ones will not find. */
export function runHints(
  items: INodeExecutionData[],
  { spent, reused, forgotten = 0 }: { spent: Readonly<Spent>; reused: number; forgotten?: number },
  notes: readonly string[],
): NodeExecutionHint[] {
  const checks = checkHints(items);
  const hint = (type: NodeExecutionHint['type'], sentences: string[]): NodeExecutionHint[] =>
    sentences.length > 0 ? [{ message: escaped(sentences.join(' ')), type, location: 'outputPane' }] : [];
  return [
    ...hint('warning', [...failures(items), ...checks.warnings, ...notes]),
    ...hint('info', [
      ...checks.infos,
      ...costs(spent),
      ...reuse(reused),
      ...notRemembered(forgotten),
      ...nextStep(items),
      ...links(items),
    ]),
  ];
}
