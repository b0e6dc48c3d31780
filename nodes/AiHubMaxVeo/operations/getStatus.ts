import { readAddsRaw, readTaskId, readWaits, readWaitSettings } from '../request/settings';
import { conclude, naming, toItem } from './conclude';
import { readNow } from './look';
import type { Operation, Plan } from './operation';

/** Reading is free, and the waiting loop paces itself. */
const readingsAtOnce = 20;

/** Reads one task by its ID; waits for its end when asked to. */
export const getStatus: Operation = (item) => {
  const taskId = readTaskId(item.read);
  const raw = readAddsRaw(item.read);
  const settings = readWaits(item.read) ? readWaitSettings(item.read) : null;
  const work: Plan['work'] = async (run) =>
    await naming(taskId, async () => {
      if (!settings) return toItem(run, await readNow(run, taskId), { raw });
      const end = await run.watch.until(taskId, settings.rules);
      const { timedOut, elapsedMs, polls } = end;
      return toItem(run, conclude(end, settings, taskId), { timedOut, wait: { elapsedMs, polls }, raw });
    });
  return { atOnce: readingsAtOnce, work };
};
