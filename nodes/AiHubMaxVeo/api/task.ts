/** The vendor's task, in the node's own terms. */
import { categories } from '../catalogue/failures';
import type { Failure } from '../errors';

/** The vendor keeps a video for 24 hours (AIHubMax docs, Veo3.1 Image-to-Video). */
export const linkLifetimeMs = 24 * 60 * 60 * 1000;

export interface Task {
  id: string;
  /** The API's word in lower case. */
  status: string;
  /** 0 to 100. */
  progress: number;
  model: string | null;
  /** Milliseconds since the epoch. */
  createdAtMs: number | null;
  videoUrls: string[];
  creditsReserved: number | null;
  failure: Pick<Failure, 'code' | 'message' | 'category' | 'retryable' | 'advice'> | null;
  /** The API's own reply. */
  raw: object;
}

/** A newer reading of a task. What it leaves out stays known, and progress that falls is not believed. */
export const updated = (known: Task | null, next: Task): Task => ({
  ...next,
  progress: Math.max(known?.progress ?? 0, next.progress),
  model: next.model ?? known?.model ?? null,
  createdAtMs: next.createdAtMs ?? known?.createdAtMs ?? null,
  creditsReserved: next.creditsReserved ?? known?.creditsReserved ?? null,
});

/** Completed with a video in hand. */
export const isSuccessful = (task: Task): boolean => task.status === 'completed' && task.videoUrls.length > 0;

/** The API sometimes says completed a little before it gives the link; such a task is not done yet. */
export const lacksVideo = (task: Task): boolean => task.status === 'completed' && task.videoUrls.length === 0;

/** The same task once nobody expects its video any more. */
export function withoutVideo(task: Task): Task {
  const category = 'completed_without_video';
  const message = 'AIHubMax says that the task is completed, but gave no video within two minutes';
  return { ...task, failure: { code: category, category, message, ...categories[category] } };
}

/** Nothing about the task will change any more. */
export const hasEnded = (task: Task): boolean => isSuccessful(task) || task.failure !== null;
