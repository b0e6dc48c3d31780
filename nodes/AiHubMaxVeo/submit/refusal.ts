/** A refusal after which the same would happen to every other item of the run: then nothing more is submitted. */
import { asFailure, VideoError } from '../errors';
import type { Failure } from '../errors';
import type { Run } from '../run/createRun';

/** Of the key, or for lack of credits; that a key may not use one model says nothing about the others. */
const concernsAll = ({ category, httpStatus }: Failure): boolean =>
  httpStatus === 401 || category === 'insufficient_credits';

/** The same work; what it throws is looked at first. */
export async function notingRefusal<Result>(run: Run, work: Promise<Result>): Promise<Result> {
  return await work.catch((thrown: unknown) => {
    const failure = asFailure(thrown);
    if (concernsAll(failure)) run.refusal ??= failure;
    throw new VideoError(failure);
  });
}

export function refuseAfterRefusal({ refusal }: Run): void {
  if (!refusal) return;
  const message = `Not sent, since AIHubMax refused an earlier item of this run: ${refusal.message}`;
  throw new VideoError({ ...refusal, message });
}
