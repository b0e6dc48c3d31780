/** What is wrong with the items of a batch: the first is told in full, the others are counted and named. */
import type { Failure } from '../errors';
import type { Prepared } from './items';

/** More numbers than this nobody reads. */
const maxNamed = 10;

function others(indexes: number[]): string {
  if (indexes.length === 0) return '';
  const more = indexes.length > maxNamed ? ', …' : '';
  const [has, item] =
    indexes.length === 1 ? ['item has a problem', 'item'] : ['items have problems', 'items'];
  const named = indexes.slice(0, maxNamed).join(', ');
  return ` ${indexes.length} more ${has}: ${item} ${named}${more} (counted from 0).`;
}

/** The first item that cannot even be tried, with the number of all others like it; null when there is none. */
export function firstWrong(prepared: Prepared[]): { failure: Failure; index: number } | null {
  const wrong = prepared.flatMap((one) => ('failure' in one ? [one] : []));
  const [first, ...more] = wrong;
  if (!first) return null;
  const message = first.failure.message + others(more.map(({ item }) => item.index));
  return { failure: { ...first.failure, message }, index: first.item.index };
}
