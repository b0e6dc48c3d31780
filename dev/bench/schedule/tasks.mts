/** Imaginary tasks: how long they take, what progress they show, and what the service guesses beforehand. */

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

/** The vendor's guess in seconds for a task of this duration. */
export const estimates: Record<string, (seconds: number) => number | null> = {
  right: (seconds) => seconds,
  'always 45 s': () => 45,
  absent: () => null,
};

/** Durations in ms, spread evenly without falling on whole seconds. */
export function durations(fromSeconds: number, toSeconds: number): number[] {
  const all: number[] = [];
  for (let seconds = fromSeconds + 0.37; seconds <= toSeconds; seconds += 0.73) all.push(seconds * 1000);
  return all;
}
