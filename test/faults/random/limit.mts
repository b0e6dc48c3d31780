/** What holds under Max Credits. Not even a price that nobody knew yet excuses a second task beside the first. */
import type { RequestRecord } from '../../../dev/emulator/index.mts';
import type { Law } from './laws.mts';

/** What a request costs depends on everything in it but these. */
const isPriced = ([name]: [string, unknown]): boolean => !['prompt', 'image_url'].includes(name);

const priceClassOf = (request: object): string =>
  JSON.stringify(Object.entries(request).filter(isPriced).sort());

/** A task may be the first of its price class, and dearer than the limit by itself; no other may pass it. */
export const limitHolds: Law = ({ story, creates, executions }) => {
  if (story.maxCredits === 0) return [];
  const known = new Set<string>();
  return executions.flatMap(({ tasks }, execution) => {
    let reserved = 0;
    return tasks.flatMap(({ id, credits, request }) => {
      const isAccepted = creates.some(({ taskId, fate }) => taskId === id && fate === 'accepted');
      if (!isAccepted) return [];
      const [before, priceClass] = [reserved, priceClassOf(request)];
      reserved += credits;
      const fits = known.has(priceClass) ? reserved <= story.maxCredits : before < story.maxCredits;
      known.add(priceClass);
      const sum = `${before} + ${credits} credits in execution ${execution}`;
      return fits ? [] : [`${sum} are beyond the limit of ${story.maxCredits}`];
    });
  });
};

/** Sees every create as it arrives, while those before it are still unanswered. */
export class Turns {
  #most = 0;
  #open = new Set<RequestRecord>();

  /** Never claims the request. */
  readonly see = (request: RequestRecord): false => {
    if (request.route !== 'create') return false;
    this.#open = new Set([...this.#open, request].filter(({ outcome }) => outcome === 'open'));
    this.#most = Math.max(this.#most, this.#open.size);
    return false;
  };

  /** The most that were under way at one time. */
  get most(): number {
    return this.#most;
  }
}

export const limitMakesTurns: Law = ({ story, createsAtOnce }) =>
  story.maxCredits > 0 && createsAtOnce > 1
    ? [`${createsAtOnce} creates were under way at the same time under a limit of ${story.maxCredits}`]
    : [];
