/** What a piece of work fails with, as a plain value. */
import { VideoError, type Failure } from '../../nodes/AiHubMaxVeo/errors';

function failureIn(thrown: unknown): Failure {
  if (thrown instanceof VideoError) return thrown.failure;
  throw thrown;
}

/** null when it does not fail. */
export function failureOf(work: () => unknown): Failure | null {
  try {
    work();
    return null;
  } catch (thrown) {
    return failureIn(thrown);
  }
}

/** null when it does not fail. */
export async function laterFailureOf(work: Promise<unknown>): Promise<Failure | null> {
  try {
    await work;
    return null;
  } catch (thrown) {
    return failureIn(thrown);
  }
}
