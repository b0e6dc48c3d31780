/** The one waiting loop. It looks after every open task of a run, and holds no timer once all have ended. */
import { asFailure, saysUnknown, VideoError } from '../errors';
import { sliceMs, stopped } from '../time';
import type { Clock, StopSignal } from '../time';
import { createLearned } from './learned';
import { isSuccessful } from '../api/task';
import type { Task } from '../api/task';
import { afterPoll, ageMs, beginPoll, deadlineOf, startWatching } from './watched';
import type { Moment, PollResult, Watched, WaitRules } from './watched';

/** How a wait ended: the task as last seen; `timedOut` when it had not ended by then. */
export interface WaitEnd {
  task: Task | null;
  timedOut: boolean;
  /** Why the last look brought nothing, if it did. */
  trouble: string | null;
  elapsedMs: number;
  polls: number;
}

export interface Watch {
  /** Resolves when the task has ended or its time is up; throws VideoError with the task ID for everything else. */
  until(taskId: string, rules: WaitRules, task?: Task): Promise<WaitEnd>;
}

export interface WatchTools {
  look(taskId: string, sync: boolean): Promise<PollResult>;
  clock: Clock;
  stop: StopSignal;
  /** 0 to 1. */
  random?(): number;
}

interface Entry {
  watched: Watched;
  resolve(end: WaitEnd): void;
  reject(error: VideoError): void;
}

/** Between two status requests of one run, whatever the number of its tasks: 40 a second at most. */
const spacingMs = 25;

/** The last look may take this long, even if its answer comes in drops. */
const longestLastPollMs = 20_000;

export function createWatch({ look, clock, stop, random = Math.random }: WatchTools): Watch {
  const open = new Set<Entry>();
  /** Those of the open that are being looked at. */
  const looking = new Set<Entry>();
  const learned = createLearned();
  let keeping = false;

  const moment = ({ priceClass }: WaitRules): Moment => ({
    nowMs: clock.now(),
    learnedMs: learned.of(priceClass),
    random: random(),
  });

  const settle = (entry: Entry, timedOut: boolean): void => {
    const { watched, resolve } = entry;
    const { task, polls, lastTrouble, startedAtMs } = watched;
    const nowMs = clock.now();
    // A task that had ended before anybody looked says nothing about how long it took.
    if (task && isSuccessful(task) && watched.wasUnfinished)
      learned.add(watched.rules.priceClass, ageMs(watched, nowMs));
    resolve({ task, timedOut, trouble: lastTrouble?.message ?? null, elapsedMs: nowMs - startedAtMs, polls });
  };

  const pollOnce = async (entry: Entry): Promise<void> => {
    const { watched } = entry;
    looking.add(entry);
    const { sync } = beginPoll(watched, clock.now());
    const polled = await look(watched.taskId, sync);
    looking.delete(entry);
    if (!open.has(entry)) return;
    const progress = afterPoll(watched, polled, moment(watched.rules));
    if (progress.state === 'open') return;
    open.delete(entry);
    if (progress.state !== 'broken') return settle(entry, progress.state === 'timedOut');
    const isGone = watched.task === null || watched.rules.isOurs === true;
    const unknown = isGone && saysUnknown(progress.facts) && { isUnknownTask: true };
    entry.reject(new VideoError({ ...progress.facts, taskId: watched.taskId, ...unknown }));
  };

  const giveUp = (entry: Entry, defect: unknown): void => {
    looking.delete(entry);
    open.delete(entry);
    entry.reject(new VideoError(asFailure(defect, entry.watched.taskId)));
  };

  /** The task that is due first among those that are not being looked at. */
  const next = (): Entry | undefined => {
    let first: Entry | undefined;
    for (const entry of open) {
      if (looking.has(entry)) continue;
      if (!first || entry.watched.nextPollAtMs < first.watched.nextPollAtMs) first = entry;
    }
    return first;
  };

  const endOverdue = (): void => {
    const nowMs = clock.now();
    for (const entry of looking) {
      if (nowMs < deadlineOf(entry.watched) + longestLastPollMs) continue;
      looking.delete(entry);
      open.delete(entry);
      settle(entry, true);
    }
  };

  const keepWatch = async (): Promise<void> => {
    while (open.size > 0 && !stop?.aborted) {
      endOverdue();
      const due = next();
      const dueInMs = due ? due.watched.nextPollAtMs - clock.now() : sliceMs;
      if (due && dueInMs <= 0) pollOnce(due).catch((defect) => giveUp(due, defect));
      await clock.sleep(dueInMs <= 0 ? spacingMs : Math.min(sliceMs, dueInMs));
    }
    // Empty by now, unless the run was stopped.
    for (const entry of [...open]) giveUp(entry, stopped());
    keeping = false;
  };

  return {
    until: async (taskId, rules, task) =>
      await new Promise((resolve, reject) => {
        const watched = startWatching(taskId, rules, { ...moment(rules), task });
        open.add({ watched, resolve, reject });
        if (keeping) return;
        keeping = true;
        void keepWatch();
      }),
  };
}
