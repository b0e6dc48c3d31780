/** What every item of a finished task says; test/output/item.test.ts spells it out as the specification. */
import { taskId, videoUrl } from './replies.mts';

export const finishedItem = {
  taskId,
  status: 'completed',
  progress: 100,
  isDone: true,
  isSuccess: true,
  isFailed: false,
  timedOut: false,
  nextCheckSeconds: null,
  model: 'veo-3.1-image-to-video',
  videoUrl,
  videoUrls: [videoUrl],
  createdAt: '2026-11-22T10:13:20.000Z',
  creditsReserved: 5,
};
