/** Ways to decide when to look: ours, and what people and other nodes do. */
import { nextPollDelayMs } from '../../../nodes/AiHubMaxVeo/wait/schedule.ts';
import type { PollHistory } from '../../../nodes/AiHubMaxVeo/wait/schedule.ts';

/** The delay until the next look, in ms; `looks` = how many there have been. */
export type Policy = (history: PollHistory, looks: number) => number;

const fixed =
  (seconds: number): Policy =>
  () =>
    seconds * 1000;

/** From 5 s to 30 s, half as much again each time. */
const backoff: Policy = (_sight, looks) => Math.min(30_000, 5_000 * 1.5 ** looks);

export const policies: Record<string, Policy> = {
  ours: (history) => nextPollDelayMs(history),
  'fixed 2 s': fixed(2),
  'fixed 5 s': fixed(5),
  'fixed 10 s': fixed(10),
  'fixed 15 s': fixed(15),
  'fixed 20 s': fixed(20),
  'backoff 5-30 s': backoff,
};
