/** What holds of every execution of a story, however it is played. */
import { breaches } from '../laws.mts';
import { openStage, type Seen, type Stage } from '../stage.mts';
import type { Story } from './draw.mts';
import { taskSeconds, type Create } from './create.mts';

interface Run {
  /** Null where n8n has lost it: nothing is seen of it. */
  seen: Seen | null;
  isStopped?: boolean;
}

/** Every task that a run has created, and the node can know, is named by it, but for one that was stopped. */
export const runsAreSound = (runs: Run[], creates: Create[], key: string): string[] =>
  runs.flatMap(({ seen, isStopped = false }, execution) => {
    if (!seen) return [];
    const mine = creates.filter((create) => create.execution === execution && create.fate === 'accepted');
    const known = isStopped ? [] : mine.flatMap(({ taskId }) => taskId ?? []);
    const watched = { seen: isStopped ? { ...seen, error: null } : seen, key, known };
    return breaches(watched).map((breach) => `execution ${execution}: ${breach}`);
  });

/** On a stage of its own, which is taken down in the end. */
export async function onStage<Told>(
  { beginsAtMs }: Pick<Story, 'beginsAtMs'>,
  play: (stage: Stage) => Promise<Told>,
): Promise<Told> {
  const stage = await openStage({ taskSeconds }, beginsAtMs);
  try {
    return await play(stage);
  } finally {
    await stage.emulator.stop();
  }
}

/** What is on its way arrives within milliseconds, and what was answered is written down. */
export const arrived = async () => await new Promise((resolve) => setTimeout(resolve, 20));
