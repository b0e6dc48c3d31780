/** When to look at a task again: a pure function of what is known of it. */

export interface Sight {
  /** Since the task was created. */
  elapsedMs: number;
  /** 0 to 100. */
  progress: number;
  /** The vendor's guess of the whole duration; often a constant, so never trusted alone. */
  estimatedSeconds: number | null;
}

const soonestMs = 2_000;
const latestMs = 10_000;
const firstLookMs = 10_000;

/** The task's remaining time as its progress suggests; null when that says nothing. */
function remainingMs({ elapsedMs, progress }: Sight): number | null {
  if (progress <= 0 || progress >= 100 || elapsedMs <= 0) return null;
  return (elapsedMs * (100 - progress)) / progress;
}

/** The delay until the next look, in ms: half of what seems to remain, within bounds. */
export function nextLookMs(sight: Sight): number {
  if (sight.elapsedMs < firstLookMs && sight.progress === 0) return firstLookMs - sight.elapsedMs;
  const remaining = remainingMs(sight);
  return remaining === null ? latestMs : Math.min(latestMs, Math.max(soonestMs, remaining / 2));
}

/** When a task that was seen now is worth another look, in ms from now. */
export function suggestedCheckMs({ createdAtMs, progress, estimatedSeconds }: SeenTask, nowMs: number): number {
  return nextLookMs({ elapsedMs: Math.max(0, nowMs - (createdAtMs ?? nowMs)), progress, estimatedSeconds });
}

/** What the suggestion needs of a task. */
export interface SeenTask {
  createdAtMs: number | null;
  progress: number;
  estimatedSeconds: number | null;
}
