/** What the user should know after a run besides its items: what it cost, what will be gone tomorrow, what went wrong. */
import type { INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';
import type { Failure } from '../errors';
import { numberOf, recordOf, roundSum, textOf } from '../json';
import type { Charged, Spent } from '../memory';
import { deadLink } from './item';

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
    const known = this.#kinds.get(kind) ?? { first, count: 0 };
    this.#kinds.set(kind, { ...known, count: known.count + 1 });
  }

  /** One sentence for each kind: that of its first item, and how many more there are. */
  sentences(): string[] {
    const all = [...this.#kinds.values()];
    const shown = all
      .slice(0, maxKinds)
      .map(({ first, count }) => (count > 1 ? `${first} (and ${count - 1} more)` : first));
    const more = all.slice(maxKinds).reduce((sum, { count }) => sum + count, 0);
    return more > 0 ? [...shown, `And ${countOf(more, 'more note')}.`] : shown;
  }
}

/** More numbers of items than this nobody reads. */
const maxNamed = 10;

/** `indexes` count from 0, what people read from 1: "item 3", "items 3, 6 and 9", "items 1, 2, 3 and 40 more". */
export function listItems(indexes: number[]): string {
  const numbers = indexes.map((index) => String(index + 1));
  if (numbers.length === 1) return `item ${numbers.join()}`;
  const isLong = numbers.length > maxNamed;
  const last = isLong ? `${numbers.length - maxNamed} more` : numbers.pop();
  return `items ${numbers.slice(0, maxNamed).join(', ')} and ${last}`;
}

const countOf = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** The two boxes of hints: what went wrong or may, and what it cost. */
interface Told {
  warnings: string[];
  infos: string[];
}

/** An item that is an error. `charged`: of one that creates. */
interface Failed {
  failure: Failure;
  charged?: Charged;
}

/** How an item can have ended, in the order in which it is told. What the user's own limits kept back has not failed. */
const ends = ['created', 'reused', 'not sent', 'refused', 'failed', 'timed out', 'with unknown outcome'];

function endOfFailed({ failure, charged }: Failed): string {
  const { category, limit, taskId, isApiWord } = failure;
  if (category === 'submission_unknown') return 'with unknown outcome';
  if (category === 'timeout') return 'timed out';
  if (limit) return `not sent (${limit})`;
  if (taskId || charged === undefined) return 'failed';
  return isApiWord ? 'refused' : 'not sent';
}

/** Nothing for an item that is an error, or that creates no video and is what was asked for. */
function endOf({ json }: INodeExecutionData): string | undefined {
  if (json.error !== undefined) return undefined;
  if (json.isFailed === true) return 'failed';
  if (json.timedOut === true) return 'timed out';
  if (json.charged === undefined) return undefined;
  return json.charged === 'no' ? 'reused' : 'created';
}

/** What became of the items; nothing where all are what was asked for, and that is told of their costs. `reused`: told there. */
function tellEnds(
  { warnings, infos }: Told,
  items: INodeExecutionData[],
  { failures, reused }: { failures: readonly Failed[]; reused: number },
): void {
  const all = [...items.flatMap((item) => endOf(item) ?? []), ...failures.map(endOfFailed)];
  const count = (end: string) => all.filter((one) => one === end).length;
  const downloads = items.filter(({ json }) => json.download !== undefined).length;
  const parts = ends
    .flatMap((start) => [...new Set(all)].filter((end) => end.startsWith(start)))
    .map((end) => `${count(end)} ${end}`);
  if (downloads > 0) parts.push(`${countOf(downloads, 'download')} failed (see "download")`);
  const held = all.filter((end) => end.startsWith('not sent (')).length;
  const isGood = count('created') + count('reused') + held === all.length && downloads === 0;
  if (isGood && held === 0 && count('reused') <= reused) return;
  (isGood ? infos : warnings).push(`${countOf(items.length, 'item')}: ${parts.join(', ')}.`);
}

function describeValidity(valid: number, all: number): string {
  if (all === 1) return valid === 1 ? 'The item is valid.' : 'The item is not valid: see "problem".';
  return valid === all ? `All ${all} items are valid.` : `${valid} of ${all} items are valid.`;
}

/** `unknown`: of how many of the `count` items the price is not known yet. */
function describePrice(credits: number, unknown: number, count: number): string {
  if (count === 0) return '';
  const [they, them] = count === 1 ? ['It', 'it'] : ['They', 'them'];
  if (unknown === count) return ` The price is known once a video like ${them} was created.`;
  const rest = unknown > 0 ? `, and more for ${unknown} whose price is not known yet` : '';
  return ` ${they} would cost ${countOf(credits, 'credit')}${rest}.`;
}

/** How many items Check found valid, what they would cost, and whether the balance covers that; nothing for any other operation. */
function tellChecks({ warnings, infos }: Told, items: INodeExecutionData[]): void {
  const checked = items.filter(({ json }) => typeof json.valid === 'boolean');
  if (checked.length === 0) return;
  const wrong = items.flatMap(({ json }, index) => (json.valid === false ? index : []));
  const are = wrong.length === 1 ? 'is' : 'are';
  const isNamed = checked.length > 1 && wrong.length > 0;
  const named = isNamed ? ` ${listItems(wrong).replace('i', 'I')} ${are} wrong: see "problem".` : '';
  const valid = checked.filter(({ json }) => json.valid === true);
  const known = valid.flatMap(({ json }) => numberOf(json.expectedCredits) ?? []);
  const credits = roundSum(known.reduce((sum, one) => sum + one, 0));
  const price = describePrice(credits, valid.length - known.length, valid.length);
  const left = numberOf(recordOf(checked[0]?.json.balance).remainingCredits);
  const balance = left === null ? '' : ` ${countOf(left, 'credit')} ${left === 1 ? 'is' : 'are'} left.`;
  if (left !== null && credits > left) warnings.push('The balance does not cover that.');
  infos.push(`${describeValidity(valid.length, checked.length)}${price}${named}${balance}`);
}

/** Of a task whose price AIHubMax did not say nothing is claimed. */
function tellCosts({ infos }: Told, spent: Readonly<Spent>, reused: number): void {
  const { tasks, videos = tasks, credits, unpriced } = spent;
  const priced = videos - Object.values(unpriced).reduce((sum, count) => sum + count, 0);
  const those = priced < tasks ? `${priced} of ${countOf(tasks, 'task')}` : countOf(tasks, 'task');
  const rest = priced < tasks ? ' AIHubMax did not say what the others cost.' : '';
  if (credits !== 0) infos.push(`${countOf(credits, 'credit')} reserved for ${those}.${rest}`);
  if (reused === 0) return;
  // Nobody should wonder why a test was so quick, or pay twice to be sure.
  const used = reused === 1 ? 'the video of an earlier test run was' : 'videos of earlier test runs were';
  infos.push(
    `Nothing was charged for ${countOf(reused, 'item')}: ${used} used again. To create a new one, change something, or turn off Reuse Video While Testing in Options.`,
  );
}

function tellNextSteps({ infos }: Told, items: INodeExecutionData[], isRepeatFree: boolean): void {
  // What follows a Create is not to be seen in its items.
  if (items.some(({ json }) => json.isDone === false && json.request !== undefined && !json.wait))
    infos.push('Use Get Status with the taskId to get the video.');
  const isDead = ({ json }: INodeExecutionData) =>
    textOf(recordOf(json.download).advice).startsWith(deadLink);
  const linksOnly = items.filter((item) => item.json.isSuccess === true && !item.binary && !isDead(item));
  if (linksOnly.length === 0) return;
  const free = isRepeatFree
    ? 'and execute again to get the file: no charge for an unchanged video'
    : 'to keep the file';
  // Nobody is told to switch on what is on: an item whose download failed has `download`.
  const isOff = linksOnly.some(({ json }) => json.download === undefined);
  infos.push(`Video links work for 24 hours.${isOff ? ` Turn on Download Video ${free}.` : ''}`);
}

/** n8n renders a hint as HTML, and parts of it come from the items. */
const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const hintOf = (type: NodeExecutionHint['type'], sentences: string[]): NodeExecutionHint[] =>
  sentences.length > 0 ? [{ message: escapeHtml(sentences.join(' ')), type, location: 'outputPane' }] : [];

/**
 * Two boxes at most. `reused`: tasks of earlier test runs; `forgotten`: tasks that later ones will not find; `failures`: of the items
 * that are errors; `isRepeatFree`: the next run uses videos of unchanged items again; `notes`: sentences about the items' files.
 */
export function runHints(
  items: INodeExecutionData[],
  run: {
    spent: Readonly<Spent>;
    reused: number;
    forgotten?: number;
    failures: readonly Failed[];
    isRepeatFree?: boolean;
  },
  notes: readonly string[],
): NodeExecutionHint[] {
  const { spent, reused, forgotten = 0, isRepeatFree = false } = run;
  const told: Told = { warnings: [], infos: [] };
  tellEnds(told, items, run);
  tellChecks(told, items);
  tellCosts(told, spent, reused);
  const were = `${countOf(forgotten, 'video')} ${forgotten === 1 ? 'was' : 'were'}`;
  if (forgotten > 0) told.infos.push(`${were} not remembered for later test runs: too many.`);
  tellNextSteps(told, items, isRepeatFree && forgotten === 0);
  return [...hintOf('warning', [...told.warnings, ...notes]), ...hintOf('info', told.infos)];
}
