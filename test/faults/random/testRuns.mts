/** Plays a story of executions of one workflow, test runs or with keys: again and again, two at once, and after Stop. */
import { Database } from '../../support/database.mts';
import { playOn, type Seen, type Stage } from '../stage.mts';
import { createOf, withoutReason, type Create } from './create.mts';
import type { TestStory } from './draw.mts';
import { executionOf, marked } from './mark.mts';
import { Process } from './process.mts';
import { receiptsAreTrue } from './receipts.mts';
import { sceneOf } from './scene.mts';
import { Script } from './script.mts';
import { arrived, onStage, runsAreSound } from './sound.mts';
import { stopAt } from './tell.mts';

interface Told {
  story: TestStory;
  key: string;
  executions: Seen[];
  /** The step that each of them belongs to. */
  stepOf: number[];
  creates: Create[];
}

async function toldOn(stage: Stage, story: TestStory): Promise<Told> {
  const { stopAfter } = stopAt(stage, story);
  const script = new Script(stage.emulator, story);
  const [executions, stepOf]: [Seen[], number[]] = [[], []];
  const database = new Database();
  let process = new Process(stage, database, story.databaseMs);
  const play = async () => {
    const execution = stepOf.length;
    stepOf.push(0);
    const nodeType = marked(process.nodeType(), execution);
    const own = { mode: story.mode, nodeType, executionId: `execution-${execution}` };
    const seen = await playOn(stage, { ...sceneOf(story), ...own, ...(execution === 0 && { stopAfter }) });
    executions[execution] = seen;
  };
  for (const [step, count] of story.steps.entries()) {
    const first = stepOf.length;
    if (story.restarts) process = new Process(stage, database, story.databaseMs);
    await Promise.all(Array.from({ length: count }, play));
    stepOf.fill(step, first);
    if (story.stopAt !== null) await arrived();
  }
  const requests = stage.emulator.requests().filter(({ route }) => route === 'create');
  const creates = requests.map((request) => createOf(script, request, executionOf(request)));
  return { story, key: stage.emulator.key, executions, stepOf, creates };
}

/** Why a test run may send a create again; null = it may not. */
function reason({ story, stepOf, executions }: Told, former: Create, next: Create): string | null {
  if (former.fate === 'refused') return 'it was refused';
  if (former.execution === next.execution) return null;
  // An answer that was to be unreadable may name its task all the same, elsewhere.
  const isRead =
    former.taskId !== undefined && executions.some(({ text }) => text.includes(former.taskId ?? ''));
  if (former.fate === 'accepted' || isRead) {
    if (former.failsAtMs <= next.atMs) return 'its task failed';
    // Another process that writes in the same hundredth of a second overwrites the answer: n8n's table has no lock.
    const others = story.restarts ? executions.slice(former.execution + 1, next.execution) : [];
    return others.some(({ shown }) => shown.includes('unknown whether')) ? 'that was reported' : null;
  }
  const step = stepOf[former.execution] ?? 0;
  const between = (stepOf[next.execution] ?? 0) - step;
  // A run that ended before this create was sent has said that nobody knows.
  const beside = story.isKeyed ? [step, step + between] : [step];
  const isBeside = beside.some((one) => (story.steps[one] ?? 1) > 1);
  return between > 1 || (between === 1 && isBeside) ? 'that was reported' : null;
}

/** An unchanged order is charged once. */
const paysOnce = (told: Told): string[] =>
  withoutReason(told.creates, (former, next) => reason(told, former, next));

/** Gives a sentence for every breach. */
export async function brokenInTests(story: TestStory): Promise<string[]> {
  const told = await onStage(story, async (stage) => await toldOn(stage, story));
  const { executions, creates, key } = told;
  const runs = executions.map((seen, nth) => ({ seen, isStopped: nth === 0 && story.stopAt !== null }));
  return [...paysOnce(told), ...runsAreSound(runs, creates, key), ...receiptsAreTrue(executions, creates)];
}
