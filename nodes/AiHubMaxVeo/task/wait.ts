/** The one waiting loop. It looks after every open task of a run, and holds no timer once all have ended. */
import { asFailure, VideoError } from '../errors';
import { sliceMs, stopped } from '../time';
import type { Clock, StopSignal } from '../time';
import type { Task } from './task';
import { afterLook, startWatching, wantsSync } from './watched';
import type { Sighting, Watched, WaitRules } from './watched';

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
  look(taskId: string, sync: boolean): Promise<Sighting>;
  clock: Clock;
  stop: StopSignal;
}

interface Entry {
  watched: Watched;
  looking: boolean;
  resolve(end: WaitEnd): void;
  reject(error: VideoError): void;
}

/** Between two status requests of one run, whatever the number of its tasks: ten a second at most. */
const spacingMs = 100;

export function createWatch({ look, clock, stop }: WatchTools): Watch {
  const open = new Set<Entry>();
  let keeping = false;

  const endOf = ({ watched }: Entry, timedOut: boolean): WaitEnd => ({
    task: watched.task,
    timedOut,
    trouble: watched.lastTrouble?.message ?? null,
    elapsedMs: clock.now() - watched.startedAtMs,
    polls: watched.polls,
  });

  const lookAt = async (entry: Entry): Promise<void> => {
    const { watched } = entry;
    entry.looking = true;
    const sighting = await look(watched.taskId, wantsSync(watched, clock.now()));
    entry.looking = false;
    if (!open.has(entry)) return;
    const progress = afterLook(watched, sighting, clock.now());
    if (progress.state === 'open') return;
    open.delete(entry);
    if (progress.state !== 'broken') return entry.resolve(endOf(entry, progress.state === 'timedOut'));
    entry.reject(new VideoError({ ...progress.facts, taskId: watched.taskId }));
  };

  const giveUp = (entry: Entry, defect: unknown): void => {
    open.delete(entry);
    entry.reject(new VideoError(asFailure(defect, entry.watched.taskId)));
  };

  const stopAll = (): void => {
    for (const { watched, reject } of open) reject(new VideoError({ ...stopped().failure, taskId: watched.taskId }));
    open.clear();
  };

  /** The idle task that is due first. */
  const first = (): Entry | undefined =>
    [...open].filter(({ looking }) => !looking).sort((a, b) => a.watched.nextLookAtMs - b.watched.nextLookAtMs)[0];

  const keepWatch = async (): Promise<void> => {
    while (open.size > 0) {
      if (stop?.aborted) stopAll();
      const next = first();
      const dueInMs = next ? next.watched.nextLookAtMs - clock.now() : sliceMs;
      if (next && dueInMs <= 0) lookAt(next).catch((defect) => giveUp(next, defect));
      await clock.sleep(Math.min(sliceMs, Math.max(spacingMs, dueInMs)));
    }
    keeping = false;
  };

  return {
    until: async (taskId, rules, task) =>
      await new Promise((resolve, reject) => {
        const watched = startWatching(taskId, rules, { nowMs: clock.now(), task });
        open.add({ watched, looking: false, resolve, reject });
        if (keeping) return;
        keeping = true;
        void keepWatch();
      }),
  };
}
