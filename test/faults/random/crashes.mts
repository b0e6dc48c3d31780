/** Plays a story of crashes: n8n dies, is started again, and a person presses Retry, or runs what has a key, until it ends well. */
import type { RequestRecord } from '../../../dev/emulator/index.mts';
import { Database } from '../../support/database.mts';
import { playOn, type Scene, type Seen, type Stage } from '../stage.mts';
import { createOf, withoutReason, type Create } from './create.mts';
import { saved } from './disk.mts';
import type { CrashStory } from './draw.mts';
import { executionOf, marked } from './mark.mts';
import { Process } from './process.mts';
import { receiptsAreTrue } from './receipts.mts';
import { sceneOf } from './scene.mts';
import { Script } from './script.mts';
import { onStage, runsAreSound } from './sound.mts';

/** An execution; of one that n8n has lost nothing is seen. */
type Execution = Seen | null;

interface Told {
  story: CrashStory;
  key: string;
  executions: Execution[];
  creates: (Create & { isLost: boolean })[];
}

/** Of an execution that ended well and is lost all the same: n8n died in a later node. */
const isOver = (seen: Execution): boolean => seen !== null && !seen.error;

/**
 * The first execution; a Retry of one that n8n has lost, which starts with the trigger; or of one that it has saved. With keys a
 * fresh one each time.
 */
function pressed(
  { isKeyed }: CrashStory,
  former: Execution,
  nth: number,
): Pick<Scene, 'retryOf' | 'mode' | 'executionId'> {
  const executionId = `execution-${nth + 1}`;
  if (isKeyed) return { executionId, mode: 'trigger' };
  if (former?.error) return { executionId, retryOf: saved(former.saved, `execution-${nth}`) };
  return { executionId, mode: nth === 0 ? 'trigger' : 'retry' };
}

async function toldOn(stage: Stage, story: CrashStory): Promise<Told> {
  const { emulator } = stage;
  const script = new Script(emulator, story);
  const database = new Database();
  const executions: Execution[] = [];
  const died = new Set<number>();
  let former: Execution = null;
  for (const [nth, { at, when }] of [...story.kills, { at: Infinity, when: 'arrives' as const }].entries()) {
    const process = new Process(stage, database, story.databaseMs);
    let [arrived, answered] = [0, 0];
    const match = (request: RequestRecord) => {
      // What an execution before had on its way kills none that has just written down what its user was asked.
      if (executionOf(request) < nth) return false;
      if (!process.isDead && ++arrived === at && when === 'arrives') process.kill();
      return false;
    };
    emulator.fault({ on: 'any', match, times: 0, then: {} });
    const answers = () => {
      if (!process.isDead && ++answered === at && when === 'answered') process.kill();
    };
    const nodeType = marked(process.nodeType(answers), nth);
    const own: Scene = { ...sceneOf(story), ...pressed(story, former, nth), nodeType };
    const end: Seen | 'died' = await process.run(playOn(stage, own));
    // What was on its way still arrives.
    await new Promise((resolve) => setTimeout(resolve, 5));
    await stage.clock.during(new Promise((resolve) => setImmediate(resolve)));
    if (end === 'died') died.add(nth);
    former = end === 'died' ? null : end;
    executions.push(former);
    if (isOver(former)) {
      if (nth >= story.kills.length || when !== 'later') break;
      former = null;
    }
    process.kill();
  }
  const requests = emulator.requests().filter(({ route }) => route === 'create');
  const creates = requests.map((request) => {
    const execution = executionOf(request);
    return { ...createOf(script, request, execution), isLost: died.has(execution) };
  });
  return { story, key: emulator.key, executions, creates };
}

/** Why a create may follow the one before it; null = it may not. */
function reason({ executions }: Told, former: Create, next: Create): string | null {
  if (former.fate === 'refused') return 'it was refused';
  if (former.execution === next.execution) return null;
  if (former.failsAtMs <= next.atMs)
    return 'its task failed, whether or not the node could read which it was';
  const between = executions.slice(former.execution, next.execution);
  const isAsked = between.some((seen) => /unknown whether|that n8n lost/.test(seen?.shown ?? ''));
  return isAsked ? 'a person was asked' : null;
}

/** Nothing is paid for twice without a word. */
const paysOnce = (told: Told): string[] =>
  withoutReason(told.creates, (former, next) => reason(told, former, next));

/** Gives a sentence for every breach. */
export async function brokenInCrashes(story: CrashStory): Promise<string[]> {
  const told = await onStage(story, async (stage) => await toldOn(stage, story));
  const { executions, creates, key } = told;
  const runs = executions.map((seen) => ({ seen }));
  return [...paysOnce(told), ...runsAreSound(runs, creates, key), ...receiptsAreTrue(executions, creates)];
}
