/** Where a task stands at a point in time: a pure function of its script and the time since its creation. */
import type { StatusWord, TaskScript } from './script.mts';

export interface Moment {
  status: StatusWord;
  /** 0 to 100. */
  progress: number;
}

/** The part of a task's time that it spends waiting for a place upstream. */
const pendingShare = 0.1;

const shapes: Readonly<Record<TaskScript['progress'], (share: number) => number>> = {
  linear: (share) => Math.round(10 + 80 * share),
  steps: (share) => Math.floor(share * 4) * 30,
  stuck: () => 0,
  falling: (share) => Math.round(10 + 80 * (share >= 0.5 && share < 0.6 ? share / 3 : share)),
  text: (share) => Math.round(10 + 80 * share),
  absent: () => 0,
};

/** `elapsedMs` since creation, on the emulator's clock. */
export function momentOf(script: TaskScript, elapsedMs: number): Moment {
  const share = elapsedMs / (script.seconds * 1000);
  const over = share >= 1 || script.seconds === 0;
  if (over && script.end === 'completed') return { status: 'completed', progress: 100 };
  if (over && script.end !== 'never') return { status: script.end, progress: 0 };
  if (share < pendingShare) return { status: 'pending', progress: 0 };
  const worked = Math.min((share - pendingShare) / (1 - pendingShare), 0.999);
  return { status: 'processing', progress: shapes[script.progress](worked) };
}
