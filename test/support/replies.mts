/** Replies of the API about one task, in the shape of the vendor's documentation (api-contract sections 2.4 and 3.5). */
export const taskId = 'task-unified-1795342400-k3v9x2qa';

/** Unix seconds of 2026-11-22T10:13:20Z. */
export const created = 1_795_342_400;

export const videoUrl = 'https://cdn.example.test/out/k3v9x2qa.mp4';

export type Reply = Record<string, unknown>;

export const pending = (over: Reply = {}): Reply => ({
  id: taskId,
  object: 'video.generation.task',
  type: 'video',
  model: 'veo-3.1-image-to-video',
  status: 'pending',
  progress: 0,
  created,
  results: null,
  error: null,
  usage: { credits_reserved: 5, user_group: 'default' },
  ...over,
});

/** What a create answers: no results and error, but an estimate. */
export const accepted = (over: Reply = {}): Reply => {
  const { results: _results, error: _error, ...rest } = pending();
  return { ...rest, task_info: { can_cancel: true, estimated_time: 45 }, ...over };
};

export const processing = (progress: number, over: Reply = {}): Reply =>
  pending({ status: 'processing', progress, ...over });

export const completed = (over: Reply = {}): Reply =>
  pending({ status: 'completed', progress: 100, results: [{ url: videoUrl }], ...over });

/** Completed, but the link is not there yet. */
export const withoutVideo = (over: Reply = {}): Reply =>
  pending({ status: 'completed', progress: 50, ...over });

export const refusal = {
  code: 'content_policy_violation',
  message: 'The request was rejected by content moderation',
  type: 'task_error',
};

export const failed = (over: Reply = {}): Reply => pending({ status: 'failed', error: refusal, ...over });
