import { toItem } from './conclude';
import type { Operation } from './run';
import { submit } from './submit';

/** Starts a video and returns its task at once. */
export const create: Operation = async (run, read) => {
  const { task, request } = await submit(run, read);
  return toItem(run, read, { task, request, resumed: false });
};
