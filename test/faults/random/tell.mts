/** Plays a story on n8n's engine, and writes down what the service saw. */
import { openStage, playOn, type Seen, type Stage } from '../stage.mts';
import { createsOf, taskSeconds, type Create } from './create.mts';
import { onDisk, saved } from './disk.mts';
import { Edit, type Elsewhere } from './edit.mts';
import type { Story } from './draw.mts';
import { veoOn } from '../veo.mts';
import { Turns } from './limit.mts';
import { sceneOf } from './scene.mts';
import { Script } from './script.mts';

export interface Told {
  story: Story;
  key: string;
  executions: Seen[];
  /** When each of them began. */
  begunAtMs: number[];
  creates: Create[];
  /** The most that were under way at the same time. */
  createsAtOnce: number;
  /** Where the credential led after it was edited; null when it never was. */
  elsewhere: Elsewhere | null;
  /** Requests that arrived after Stop, and those that were under way as it was pressed. */
  afterStop: { arrived: number; underWay: number } | null;
}

/** Presses Stop as a request arrives; null when the run ends before. */
export function stopAt({ emulator, clock }: Stage, { stopAt }: Story) {
  let press = () => {};
  let pressed: { before: number; underWay: number } | null = null;
  const match = () => {
    const before = emulator.requests().length;
    if (pressed || before !== stopAt) return false;
    pressed = { before, underWay: clock.busy };
    press();
    return false;
  };
  emulator.fault({ on: 'any', match, times: 0, then: {} });
  return { stopAfter: (stop: () => void) => void (press = stop), pressed: () => pressed };
}

interface Hands {
  stopAfter(stop: () => void): void;
  edit: Edit;
}

/** The first run, and as many Retries as a person presses while it fails. */
async function executionsOf(
  stage: Stage,
  story: Story,
  { stopAfter, edit }: Hands,
): Promise<Pick<Told, 'executions' | 'begunAtMs'>> {
  const scene = { ...sceneOf(story), credentials: edit.credentials };
  const nodeType = () => onDisk(veoOn({ clock: stage.clock }));
  const begunAtMs = [stage.clock.now()];
  const executions = [await playOn(stage, { ...scene, nodeType: nodeType(), stopAfter })];
  for (let retry = 1; retry <= story.retries; retry++) {
    const former = executions[retry - 1];
    if (!former?.error || former.status !== 'error' || story.stopAt !== null) break;
    edit.undo();
    const retryOf = saved(former.saved, `execution-${retry}`);
    const executionId = `execution-${retry + 1}`;
    begunAtMs.push(stage.clock.now());
    executions.push(await playOn(stage, { ...scene, nodeType: nodeType(), retryOf, executionId }));
  }
  return { executions, begunAtMs };
}

async function toldOn(stage: Stage, story: Story, edit: Edit): Promise<Told> {
  const { stopAfter, pressed } = stopAt(stage, story);
  const turns = new Turns();
  stage.emulator.fault({ on: 'any', match: turns.see, times: 0, then: {} });
  const script = new Script(stage.emulator, story);
  const { executions, begunAtMs } = await executionsOf(stage, story, { stopAfter, edit });
  const stop = pressed();
  const arrived = stage.emulator.requests().length - (stop?.before ?? 0);
  return {
    ...{ story, key: stage.emulator.key, executions, begunAtMs, elsewhere: edit.elsewhere },
    creates: createsOf(script, executions),
    createsAtOnce: turns.most,
    afterStop: stop && { arrived, ...stop },
  };
}

export async function tell(story: Story): Promise<Told> {
  const stage = await openStage({ taskSeconds }, story.beginsAtMs);
  const edit = await Edit.open(stage, story);
  try {
    return await toldOn(stage, story, edit);
  } finally {
    await Promise.all([edit.close(), stage.emulator.stop()]);
  }
}
