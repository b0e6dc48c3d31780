/** The node's own numeric settings: what they start with and between which bounds they may lie. */
export const settings = {
  timeoutMinutes: { label: 'Timeout (Minutes)', initial: 15, least: 0.1, most: 1440 },
  /** 0 = the schedule decides. */
  pollIntervalSeconds: { label: 'Poll Interval (Seconds)', initial: 0, least: 0, most: 3600 },
  maxConcurrentTasks: { label: 'Max Concurrent Tasks', initial: 5, least: 1, most: 100 },
  maxCredits: { label: 'Max Credits', initial: 0, least: 0, most: 1_000_000_000 },
} as const;

export type SettingName = keyof typeof settings;
