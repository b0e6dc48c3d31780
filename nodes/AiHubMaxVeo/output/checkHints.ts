/** What a run of Check says in sum: how many items are right, what they would cost, and whether the balance covers that. */
import type { INodeExecutionData } from 'n8n-workflow';
import { numberOf, recordOf, roundSum } from '../json';

/** What the right items would cost, as far as it is known. */
function costOf(valid: INodeExecutionData[]): { credits: number; unknown: number } {
  const known = valid.flatMap(({ json }) => numberOf(json.expectedCredits) ?? []);
  const credits = roundSum(known.reduce((sum, one) => sum + one, 0));
  return { credits, unknown: valid.length - known.length };
}

function priceSentence({ credits, unknown }: ReturnType<typeof costOf>, count: number): string {
  const [they, them] = count === 1 ? ['It', 'it'] : ['They', 'them'];
  if (count === 0) return '';
  if (unknown === count) return ` The price is known once a video like ${them} was created.`;
  const rest = unknown > 0 ? `, and more for ${unknown} whose price is not known yet` : '';
  return ` ${they} would cost ${credits} credits${rest}.`;
}

function validity(valid: number, all: number): string {
  if (valid === all) return all === 1 ? 'The item is valid.' : `All ${all} items are valid.`;
  const count = all === 1 ? 'The item is not valid' : `${valid} of ${all} items are valid`;
  return `${count}: see "issues" for what is wrong.`;
}

/** Nothing for the items of any other operation. */
export function checkHints(items: INodeExecutionData[]): { warnings: string[]; infos: string[] } {
  const checked = items.filter(({ json }) => typeof json.valid === 'boolean');
  if (checked.length === 0) return { warnings: [], infos: [] };
  const valid = checked.filter(({ json }) => json.valid === true);
  const cost = costOf(valid);
  const left = numberOf(recordOf(checked[0]?.json.balance).remainingCredits);
  const balance = left === null ? '' : ` ${left} credits are left.`;
  const isShort = left !== null && cost.credits > left;
  const price = priceSentence(cost, valid.length);
  return {
    warnings: isShort ? ['The balance does not cover that.'] : [],
    infos: [`${validity(valid.length, checked.length)}${price}${balance}`],
  };
}
