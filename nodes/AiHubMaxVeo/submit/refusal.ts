/** A refusal that concerns a whole run, such as that of the key: once there is one, nothing more is submitted. */
import { asFailure, concernsWholeRun, VideoError } from '../errors';
import type { Failure } from '../errors';

export class Refusal {
  #failure: Failure | null = null;

  /** Remembers such a refusal, then throws it on. */
  async noting<Result>(work: Promise<Result>): Promise<Result> {
    return await work.catch((thrown: unknown) => {
      const failure = asFailure(thrown);
      if (concernsWholeRun(failure)) this.#failure ??= failure;
      throw new VideoError(failure);
    });
  }

  /** Throws it again for whoever comes later. */
  throwAgain(): void {
    const failure = this.#failure;
    if (!failure) return;
    const message = `Not sent, since AIHubMax refused an earlier item of this run: ${failure.message}`;
    throw new VideoError({ ...failure, message });
  }
}
