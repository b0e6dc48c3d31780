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
function describeEnds(
  items: INodeExecutionData[],
  failures: readonly Failed[],
  reused: number,
): { warnings: string[]; infos: string[] } {
  const all = [...items.flatMap((item) => endOf(item) ?? []), ...failures.map(endOfFailed)];
  const count = (end: string) => all.filter((one) => one === end).length;
  const downloads = items.filter(({ json }) => json.download !== undefined).length;
  const parts = ends
    .flatMap((start) => [...new Set(all)].filter((end) => end.startsWith(start)))
    .map((end) => `${count(end)} ${end}`);
  if (downloads > 0) parts.push(`${countOf(downloads, 'download')} failed (see "download")`);
  const held = all.filter((end) => end.startsWith('not sent (')).length;
  const isGood = count('created') + count('reused') + held === all.length && downloads === 0;
  if (isGood && held === 0 && count('reused') <= reused) return { warnings: [], infos: [] };
  const told = [`${countOf(items.length, 'item')}: ${parts.join(', ')}.`];
  return isGood ? { warnings: [], infos: told } : { warnings: told, infos: [] };
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
function describeChecks(items: INodeExecutionData[]): { warnings: string[]; infos: string[] } {
  const checked = items.filter(({ json }) => typeof json.valid === 'boolean');
  const wrong = items.flatMap(({ json }, index) => (json.valid === false ? index : []));
  const are = wrong.length === 1 ? 'is' : 'are';
  const named = ` ${listItems(wrong).replace('i', 'I')} ${are} wrong: see "problem".`;
  if (checked.length === 0) return { warnings: [], infos: [] };
  const valid = checked.filter(({ json }) => json.valid === true);
  const known = valid.flatMap(({ json }) => numberOf(json.expectedCredits) ?? []);
  const credits = roundSum(known.reduce((sum, one) => sum + one, 0));
  const price = describePrice(credits, valid.length - known.length, valid.length);
  const left = numberOf(recordOf(checked[0]?.json.balance).remainingCredits);
  const balance = left === null ? '' : ` ${countOf(left, 'credit')} ${left === 1 ? 'is' : 'are'} left.`;
  return {
    warnings: left !== null && credits > left ? ['The balance does not cover that.'] : [],
    infos: [
      `${describeValidity(valid.length, checked.length)}${price}${checked.length > 1 && wrong.length > 0 ? named : ''}${balance}`,
    ],
  };
}

/** Of a task whose price AIHubMax did not say nothing is claimed. */
function describeCosts(spent: Readonly<Spent>, reused: number): string[] {
  const { tasks, videos = tasks, credits, unpriced } = spent;
  const priced = videos - Object.values(unpriced).reduce((sum, count) => sum + count, 0);
  const those = priced < tasks ? `${priced} of ${countOf(tasks, 'task')}` : countOf(tasks, 'task');
  const rest = priced < tasks ? ' AIHubMax did not say what the others cost.' : '';
  // Nobody should wonder why a test was so quick, or pay twice to be sure.
  const used = reused === 1 ? 'the video of an earlier test run was' : 'videos of earlier test runs were';
  const free = `Nothing was charged for ${countOf(reused, 'item')}: ${used} used again. To create a new one, change something, or turn off Reuse Video While Testing in Options.`;
  return [
    ...(credits !== 0 ? [`${countOf(credits, 'credit')} reserved for ${those}.${rest}`] : []),
    ...(reused > 0 ? [free] : []),
  ];
}

function describeNextSteps(items: INodeExecutionData[], isRepeatFree: boolean): string[] {
  // What follows a Create is not to be seen in its items.
  const isStarted = items.some(
    ({ json }) => json.isDone === false && json.request !== undefined && !json.wait,
  );
  const isDead = ({ json }: INodeExecutionData) =>
    textOf(recordOf(json.download).advice).startsWith(deadLink);
  const linksOnly = items.filter((item) => item.json.isSuccess === true && !item.binary && !isDead(item));
  // Nobody is told to switch on what is on: an item whose download failed has `download`.
  const isOff = linksOnly.some(({ json }) => json.download === undefined);
  const free = isRepeatFree
    ? 'and execute again to get the file: no charge for an unchanged video'
    : 'to keep the file';
  const advice = isOff ? ` Turn on Download Video ${free}.` : '';
  return [
    ...(isStarted ? ['Use Get Status with the taskId to get the video.'] : []),
    ...(linksOnly.length > 0 ? [`Video links work for 24 hours.${advice}`] : []),
  ];
}

/** n8n renders a hint as HTML, and parts of it come from the items. */
const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function hintOf(type: NodeExecutionHint['type'], sentences: string[]): NodeExecutionHint[] {
  if (sentences.length === 0) return [];
  return [{ message: escapeHtml(sentences.join(' ')), type, location: 'outputPane' }];
}

/**
 * Two boxes at most: what went wrong or may, and what it cost. `reused`: tasks of earlier test runs; `forgotten`: tasks that later
 * ones will not find; `failures`: of the items that are errors; `isRepeatFree`: the next run uses videos of unchanged items again;
 * `notes`: sentences about the items' files.
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
  const { spent, reused, forgotten = 0, failures, isRepeatFree = false } = run;
  const were = `${countOf(forgotten, 'video')} ${forgotten === 1 ? 'was' : 'were'}`;
  const checks = describeChecks(items);
  const ended = describeEnds(items, failures, reused);
  return [
    ...hintOf('warning', [...ended.warnings, ...checks.warnings, ...notes]),
    ...hintOf('info', [
      ...ended.infos,
      ...checks.infos,
      ...describeCosts(spent, reused),
      ...(forgotten > 0 ? [`${were} not remembered for later test runs: too many.`] : []),
      ...describeNextSteps(items, isRepeatFree && forgotten === 0),
    ]),
  ];
}
