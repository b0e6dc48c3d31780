/** What holds in every story. Each law gives a sentence for every breach of it. */
import { described, withoutReason, type Create } from './create.mts';
import { finishedComesOut, wholeFilesComeOut } from './ends.mts';
import { keysStayHome } from './edit.mts';
import { limitHolds, limitMakesTurns } from './limit.mts';
import { receiptsAreTrue } from './receipts.mts';
import { runsAreSound } from './sound.mts';
import type { Told } from './tell.mts';
import { uploadsOnce } from './uploads.mts';

export type Law = (told: Told) => string[];

/** Why a create may follow the one before it; null = it may not. */
function reason(former: Create, next: Create): string | null {
  if (former.fate === 'refused') return 'it was refused';
  if (former.execution === next.execution) return null;
  if (former.fate === 'unknown') return 'a person decided to send it again';
  return former.failsAtMs <= next.atMs ? 'its task failed, and a person decided to make another' : null;
}

/** Within one execution nobody but Retry On Fail sends again what was refused, unless it only came too soon. */
const refusedForGood: Law = ({ story, creates }) => {
  if (story.retryOnFail) return [];
  return creates.flatMap((next, index) => {
    const { item, execution } = next;
    const former = creates.findLast(
      (one, nth) => nth < index && one.item === item && one.execution === execution,
    );
    return former?.fate === 'refused' && !former.isRateLimited
      ? [`${described(next)} came by itself after a refusal: ${described(former)}`]
      : [];
  });
};

/** Each create of an item needs a reason in the one before it. */
const paysOnce: Law = ({ creates }) => withoutReason(creates, reason);

const everyRunIsSound: Law = ({ executions, creates, key, afterStop }) =>
  runsAreSound(
    executions.map((seen) => ({ seen, isStopped: afterStop !== null })),
    creates,
    key,
  );

/** What was under way may still arrive. */
const stopMeansStop: Law = ({ afterStop }) =>
  afterStop && afterStop.arrived >= afterStop.underWay && afterStop.arrived > 0
    ? [`${afterStop.arrived} requests came after Stop, while ${afterStop.underWay} were under way`]
    : [];

/** After a refusal of the key or for lack of credits, where that can be told from outside. */
const noneAfterRefusal: Law = ({ story, creates }) => {
  if (story.atOnce > 1 || story.retryOnFail) return [];
  return creates.flatMap((create, index) => {
    const former = creates[index - 1];
    return former?.endsRun && former.execution === create.execution
      ? [`${described(create)} came after a refusal: ${described(former)}`]
      : [];
  });
};

const itemsArePaired: Law = ({ story, executions }) =>
  executions.flatMap(({ items, error, status }, execution) =>
    error || status === 'canceled' || items.length === story.items.length
      ? []
      : [`execution ${execution} has ${items.length} items of ${story.items.length}`],
  );

const receipts: Law = ({ executions, creates }) => receiptsAreTrue(executions, creates);

const laws: Law[] = [
  ...[paysOnce, everyRunIsSound, stopMeansStop, noneAfterRefusal, refusedForGood, itemsArePaired],
  ...[finishedComesOut, wholeFilesComeOut, uploadsOnce, limitHolds, limitMakesTurns, keysStayHome],
  receipts,
];

export const broken: Law = (told) => laws.flatMap((law) => law(told));
