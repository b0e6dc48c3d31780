/** Plays a story on n8n's engine, and writes down what the service saw. */
import type { RequestRecord } from '../../../dev/emulator/index.mts';
import { openStage, playOn } from '../stage.mts';
import type { Scene, Seen, Stage } from '../stage.mts';
import type { Fate, Story } from './draw.mts';
import { sceneOf } from './scene.mts';
import { Script } from './script.mts';

/** A create as it reached the service. */
export interface Create {
  item: number;
  execution: number;
  fate: Fate;
  atMs: number;
  /** What the service answered; absent when nothing. */
  status?: number;
  /** The task it made, whether or not the node can know. */
  taskId?: string;
  /** When that task fails. */
  failsAtMs: number;
}

export interface Told {
  story: Story;
  key: string;
  executions: Seen[];
  creates: Create[];
  /** Requests that arrived after Stop, and those that were under way as it was pressed. */
  afterStop: { arrived: number; underWay: number } | null;
}

const taskSeconds = 20;

/** A task that is completed without a video for this long has failed (interface.md, output). */
const graceMs = 120_000;

function createOf(script: Script, request: RequestRecord, execution: number): Create {
  const { fate, then } = script.fateOf(request);
  const { end, seconds = taskSeconds, results } = then.script ?? {};
  const fails = end === 'failed' || end === 'cancelled' || results === 'none';
  const { at: atMs, status, taskId } = request;
  const endsAtMs = atMs + seconds * 1000 + (results === 'none' ? graceMs : 0);
  const failsAtMs = fails ? endsAtMs : Infinity;
  return { item: script.itemOf(request), execution, fate, atMs, status, taskId, failsAtMs };
}

/** Presses Stop as a request arrives; null when the run ends before. */
function stopAt({ emulator, clock }: Stage, { stopAt }: Story) {
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

/** The first run, and as many Retries as a person presses while it fails. */
async function executionsOf(stage: Stage, story: Story, stopAfter: Scene['stopAfter']): Promise<Seen[]> {
  const scene = sceneOf(story);
  const executions = [await playOn(stage, { ...scene, stopAfter })];
  for (let retry = 1; retry <= story.retries; retry++) {
    const former = executions[retry - 1];
    if (!former?.error || former.status !== 'error' || story.stopAt !== null) break;
    executions.push(
      await playOn(stage, { ...scene, retryOf: former.saved, executionId: `execution-${retry + 1}` }),
    );
  }
  return executions;
}

export async function tell(story: Story): Promise<Told> {
  const stage = await openStage({ taskSeconds });
  try {
    const stop = stopAt(stage, story);
    const script = new Script(stage.emulator, story);
    const executions = await executionsOf(stage, story, stop.stopAfter);
    const creates = executions.flatMap(({ requests }, execution) =>
      requests
        .filter(({ route }) => route === 'create')
        .map((request) => createOf(script, request, execution)),
    );
    const pressed = stop.pressed();
    const arrived = stage.emulator.requests().length - (pressed?.before ?? 0);
    return {
      story,
      key: stage.emulator.key,
      executions,
      creates,
      afterStop: pressed && { arrived, ...pressed },
    };
  } finally {
    await stage.emulator.stop();
  }
}
