/** What the user should know after a run besides its items: what it cost, what will be gone tomorrow, what went wrong. */
import type { INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import { numberOf, recordOf, roundSum } from '../json';
import type { Spent } from '../memory';

/** Kinds of notes of which one can still read all; the others are counted. */
const maxKinds = 6;
const maxNoteCharacters = 300;

/** What a run noticed about its items, counted by kind: 300 small images are one sentence, not 300. */
export class Notes {
  readonly #kinds = new Map<string, { first: string; count: number }>();

  /** `note`: a sentence about one item. Its kind is the sentence without numbers, and without what stands in brackets, such as a file. */
  add(note: string): void {
    const first = note.length > maxNoteCharacters ? `${note.slice(0, maxNoteCharacters - 1)}…` : note;
    const kind = first.replace(/\([^)]*\)|\d+(\.\d+)?/g, '#');
    const known = this.#kinds.get(kind);
    if (known) known.count += 1;
    else this.#kinds.set(kind, { first, count: 1 });
  }

  /** One sentence for each kind: that of its first item, and how many more there are. */
  sentences(): string[] {
    const all = [...this.#kinds.values()];
    const shown = all
      .slice(0, maxKinds)
      .map(({ first, count }) => (count > 1 ? `${first} (and ${count - 1} more)` : first));
    const more = all.slice(maxKinds).reduce((sum, { count }) => sum + count, 0);
    return more > 0 ? [...shown, `And ${more} more notes.`] : shown;
  }
}

const countOf = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** In a green run the items that failed are easily overlooked. */
function describeFailures(items: INodeExecutionData[]): string[] {
  const failed = items.filter(({ json }) => json.error !== undefined || json.isFailed === true).length;
  const late = items.filter(({ json }) => json.timedOut === true).length;
  const notDownloaded = items.filter(({ json }) => json.download !== undefined).length;
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(late > 0 ? [`${late} timed out`] : []),
    ...(notDownloaded > 0 ? [`${countOf(notDownloaded, 'download')} failed (see "download")`] : []),
  ];
  return parts.length > 0 ? [`${countOf(items.length, 'item')}: ${parts.join(', ')}.`] : [];
}

function describeValidity(valid: number, all: number): string {
  if (valid === all) return all === 1 ? 'The item is valid.' : `All ${all} items are valid.`;
  const count = all === 1 ? 'The item is not valid' : `${valid} of ${all} items are valid`;
  return `${count}: see "issues" for what is wrong.`;
}

/** `unknown`: of how many of the `count` items the price is not known yet. */
function describePrice(credits: number, unknown: number, count: number): string {
  if (count === 0) return '';
  const [they, them] = count === 1 ? ['It', 'it'] : ['They', 'them'];
  if (unknown === count) return ` The price is known once a video like ${them} was created.`;
  const rest = unknown > 0 ? `, and more for ${unknown} whose price is not known yet` : '';
  return ` ${they} would cost ${credits} credits${rest}.`;
}

/** How many items Check found valid, what they would cost, and whether the balance covers that; nothing for any other operation. */
function describeChecks(items: INodeExecutionData[]): { warnings: string[]; infos: string[] } {
  const checked = items.filter(({ json }) => typeof json.valid === 'boolean');
  if (checked.length === 0) return { warnings: [], infos: [] };
  const valid = checked.filter(({ json }) => json.valid === true);
  const known = valid.flatMap(({ json }) => numberOf(json.expectedCredits) ?? []);
  const credits = roundSum(known.reduce((sum, one) => sum + one, 0));
  const price = describePrice(credits, valid.length - known.length, valid.length);
  const left = numberOf(recordOf(checked[0]?.json.balance).remainingCredits);
  const balance = left === null ? '' : ` ${left} credits are left.`;
  return {
    warnings: left !== null && credits > left ? ['The balance does not cover that.'] : [],
    infos: [`${describeValidity(valid.length, checked.length)}${price}${balance}`],
  };
}

function describeCosts({ tasks, credits }: Readonly<Spent>, reused: number): string[] {
  const spent = `${countOf(credits, 'credit')} reserved for ${countOf(tasks, 'task')}.`;
  // Nobody should wonder why a test was so quick, or pay twice to be sure.
  const free = `Nothing was charged for ${countOf(reused, 'item')}: the video of an earlier test run was used again. To create a new one, change something, or turn off Reuse Video While Testing in Options.`;
  return [...(tasks > 0 && credits !== 0 ? [spent] : []), ...(reused > 0 ? [free] : [])];
}

function describeNextSteps(items: INodeExecutionData[]): string[] {
  // What follows a Create is not to be seen in its items.
  const isStarted = items.some(
    ({ json }) => json.isDone === false && json.request !== undefined && !json.wait,
  );
  const linksOnly = items.filter(({ json, binary }) => json.isSuccess === true && !binary);
  // Nobody is told to switch on what is on: an item whose download failed has `download`.
  const isOff = linksOnly.some(({ json }) => json.download === undefined);
  const advice = isOff ? ' Turn on Download Video to keep the file.' : '';
  return [
    ...(isStarted ? ['Use Get Status with the taskId to get the video.'] : []),
    ...(linksOnly.length > 0 ? [`Video links work for 24 hours.${advice}`] : []),
  ];
}

const describeForgotten = (count: number): string[] =>
  count === 0
    ? []
    : [
        `${countOf(count, 'video')} ${count === 1 ? 'was' : 'were'} not remembered for later test runs: too many.`,
      ];

/** n8n renders a hint as HTML, and parts of it come from the items. */
const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function hintOf(type: NodeExecutionHint['type'], sentences: string[]): NodeExecutionHint[] {
  if (sentences.length === 0) return [];
  return [{ message: escapeHtml(sentences.join(' ')), type, location: 'outputPane' }];
}

/** Two boxes at most: what went wrong or may, and what it cost. `notes`: sentences about the items' files; `reused`: tasks of earlier test runs; `forgotten`: tasks that later ones will not find. */
export function runHints(
  items: INodeExecutionData[],
  { spent, reused, forgotten = 0 }: { spent: Readonly<Spent>; reused: number; forgotten?: number },
  notes: readonly string[],
): NodeExecutionHint[] {
  const { warnings, infos } = describeChecks(items);
  return [
    ...hintOf('warning', [...describeFailures(items), ...warnings, ...notes]),
    ...hintOf('info', [
      ...infos,
      ...describeCosts(spent, reused),
      ...describeForgotten(forgotten),
      ...describeNextSteps(items),
    ]),
  ];
}
