/** Imaginary tasks: how long they take and what progress they show. */

export type Progress = (ageMs: number, durationMs: number) => number;

/** Progress is a whole number and reaches 100 only with the end, as the vendor's does. */
const inSteps =
  (size: number): Progress =>
  (ageMs, durationMs) =>
    Math.min(100 - size, size * Math.floor((100 * ageMs) / durationMs / size));

export const progressShapes: Record<string, Progress> = {
  linear: inSteps(1),
  'steps of 10': inSteps(10),
  'steps of 25': inSteps(25),
  'stuck at 0': () => 0,
};

/** Durations in ms, spread evenly without falling on whole seconds. */
export function durations(fromSeconds: number, toSeconds: number): number[] {
  const all: number[] = [];
  for (let seconds = fromSeconds + 0.37; seconds <= toSeconds; seconds += 0.73) all.push(seconds * 1000);
  return all;
}
