/** The settings of one item that are about the node, not about the video. */
import { settings } from '../catalogue/settings';
import type { SettingName } from '../catalogue/settings';
import { VideoError } from '../errors';
import { isBlank } from './spelling';
import type { ReadParameter } from './read';

const refuse = (label: string, raw: unknown, allowed: string): never => {
  const message = `${label} is ${JSON.stringify(raw)}, but must be ${allowed}.`;
  throw new VideoError({ category: 'invalid_request', message });
};

/** A number within its bounds; `undefined` when it was left blank. */
function readNumber(name: SettingName, raw: unknown): number | undefined {
  if (isBlank(raw)) return undefined;
  const { label, least, most } = settings[name];
  const value = typeof raw === 'string' ? Number(raw) : raw;
  if (typeof value === 'number' && value >= least && value <= most) return value;
  return refuse(label, raw, `a number from ${least} to ${most}`);
}

export interface WaitSettings {
  rules: { timeoutMs: number; intervalMs?: number; sync: boolean };
  /** True: the task comes back as an item; false: the node fails. */
  returnsTimeout: boolean;
  returnsFailure: boolean;
}

export function readWaitSettings(read: ReadParameter): WaitSettings {
  const options = (read('waitOptions') ?? {}) as Record<string, unknown>;
  const minutes = readNumber('timeoutMinutes', options.timeoutMinutes) ?? settings.timeoutMinutes.initial;
  const interval = readNumber('pollIntervalSeconds', options.pollIntervalSeconds);
  const intervalMs = interval === undefined ? undefined : interval * 1000;
  return {
    rules: { timeoutMs: minutes * 60_000, intervalMs, sync: options.syncUpstream === true },
    returnsTimeout: options.onTimeout === 'returnTask',
    returnsFailure: options.onTaskFailure === 'returnTask',
  };
}

/** The stated ID of a task. Source of its form: the vendor's public clients. */
export function readTaskId(read: ReadParameter): string {
  const raw = read('taskId');
  const id = typeof raw === 'string' ? raw.trim() : '';
  if (/^[A-Za-z0-9][A-Za-z0-9._:-]{0,255}$/.test(id)) return id;
  return refuse('Task ID', raw ?? '', 'the "taskId" that Create returned');
}
