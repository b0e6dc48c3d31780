/** What is wrong with the items of a batch: the first is told in full, the others are counted and named. */
import type { Failure } from '../errors';
import type { Prepared } from './items';

/** More numbers than this nobody reads. */
const maxNamed = 10;

const ordinals: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** 5 as 5th. */
const ordinal = (count: number): string =>
  `${count}${ordinals[new Intl.PluralRules('en', { type: 'ordinal' }).select(count)] ?? 'th'}`;

/** `index` is that of the item that is told in full. */
function others(index: number, indexes: number[]): string {
  if (indexes.length === 0) return '';
  const has = indexes.length === 1 ? 'item has a problem' : 'items have problems';
  const named = indexes.slice(0, maxNamed).join(', ') + (indexes.length > maxNamed ? ', …' : '');
  const counting = `n8n counts items from 0: item ${index} is the ${ordinal(index + 1)}.`;
  return ` ${indexes.length} more ${has}: ${named}. ${counting}`;
}

/** The first item that cannot even be tried, with the number of all others like it; null when there is none. */
export function firstWrong(prepared: Prepared[]): { failure: Failure; index: number } | null {
  const wrong = prepared.flatMap((one) => ('failure' in one ? [one] : []));
  const [first, ...more] = wrong;
  if (!first) return null;
  const { index } = first.item;
  const indexes = more.map(({ item }) => item.index);
  return { failure: { ...first.failure, message: first.failure.message + others(index, indexes) }, index };
}
