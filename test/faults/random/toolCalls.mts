/** Plays a story of a tool that is called again: at the same time, soon, later, after Stop, and after n8n has died. */
import { randomUUID } from 'node:crypto';
import type { IDataObject, IExecuteFunctions, INodeType } from 'n8n-workflow';
import { Database } from '../../support/database.mts';
import { node } from '../../support/form.mts';
import { playOn, type Scene, type Seen, type Stage } from '../stage.mts';
import { createOf, described, withoutReason, type Create } from './create.mts';
import type { ToolStory } from './draw.mts';
import { executionOf, marked } from './mark.mts';
import { Process } from './process.mts';
import { receiptsAreTrue, taskOf } from './receipts.mts';
import { sceneOf } from './scene.mts';
import { Script } from './script.mts';
import { arrived, onStage, runsAreSound } from './sound.mts';
import { stopAt } from './tell.mts';

const minuteMs = 60_000;
const repeatMs = 10 * minuteMs;

interface Call {
  begunAtMs: number;
  /** Of n8n, counted from 0. */
  process: number;
  seed: number;
  isStopped: boolean;
  /** Null where n8n has died meanwhile. */
  seen: Seen | null;
}

interface Told {
  story: ToolStory;
  key: string;
  calls: Call[];
  creates: Create[];
  /** A check was answered as if there was no such task. */
  isDenied: boolean;
}

/** What n8n's own Agents give a node: no workflow, no execution, no Stop, no memory, and another ID at each call. */
function calledByAgents(type: INodeType): INodeType {
  const { execute } = type;
  type.execute = async function (this: IExecuteFunctions) {
    const own = { ...this.getNode(), id: randomUUID() };
    return (
      (await execute?.call(
        Object.assign(this, {
          getMode: () => 'internal',
          getWorkflow: () => ({ id: undefined, name: undefined, active: false }),
          getExecutionId: () => undefined,
          getExecutionCancelSignal: () => undefined,
          getContext: () => {
            throw new Error('`executionData` is not initialized');
          },
          getNode: () => own,
        }),
      )) ?? []
    );
  };
  return type;
}

function toolScene(story: ToolStory, seed: number): Scene {
  const { parameters, settings, ...scene } = sceneOf(story);
  const options = { ...(parameters.options as IDataObject), seed };
  const type = `${node.type}Tool`;
  return { ...scene, parameters: { ...parameters, options }, settings: { ...settings, type } };
}

function killAt({ emulator }: Stage, process: Process, nth: number | null): void {
  let requests = 0;
  const match = () => {
    if (!process.isDead && ++requests === nth) process.kill();
    return false;
  };
  if (nth !== null) emulator.fault({ on: 'any', match, times: 0, then: {} });
}

async function toldOn(stage: Stage, story: ToolStory): Promise<Told> {
  const { emulator, clock } = stage;
  const { stopAfter } = stopAt(stage, story);
  const script = new Script(emulator, story);
  const database = new Database();
  const calls: Call[] = [];
  let [process, processes] = [new Process(stage, database, story.databaseMs), 0];
  const play = async (nth: number, seed: number) => {
    const isStopped = nth === 0 && story.stopAt !== null;
    const call: Call = { begunAtMs: clock.now(), process: processes, seed, isStopped, seen: null };
    calls[nth] = call;
    const own = process.nodeType();
    const nodeType = marked(story.caller === 'Agents' ? calledByAgents(own) : own, nth);
    const scene = { ...toolScene(story, seed), nodeType, executionId: `execution-${nth}` };
    const end = await process.run(playOn(stage, { ...scene, ...(isStopped && { stopAfter }) }));
    if (end !== 'died') call.seen = end;
  };
  for (const { passMinutes, calls: count, seed, diesAt } of story.rounds) {
    clock.advance(passMinutes * minuteMs);
    killAt(stage, process, diesAt);
    const first = calls.length;
    await Promise.all(Array.from({ length: count }, async (_none, nth) => await play(first + nth, seed)));
    await arrived();
    if (diesAt === null) continue;
    process.kill();
    await clock.during(new Promise((resolve) => setImmediate(resolve)));
    [process, processes] = [new Process(stage, database, story.databaseMs), processes + 1];
  }
  const requests = emulator.requests();
  const creates = requests
    .filter(({ route }) => route === 'create')
    .map((request) => createOf(script, request, executionOf(request)));
  const isDenied = requests.some(({ route, status }) => route === 'status' && status === 404);
  return { story, key: emulator.key, calls, creates, isDenied };
}

/** Over MCP another process finds the task in n8n's database, where it can be read how old it is. */
const isKept = ({ story, calls, isDenied }: Told, { execution, taskId }: Create): boolean =>
  story.caller === 'MCP' && !isDenied && calls[execution]?.seen?.shown.includes(taskId ?? '?') === true;

/** Why a create may follow the one before it of the same seed; null = it may not. */
function reason(told: Told, former: Create, next: Create): string | null {
  const [before, now] = [told.calls[former.execution], told.calls[next.execution]];
  if (former.fate === 'refused') return 'it was refused';
  if (!before || !now || former.execution === next.execution) return null;
  if (next.atMs >= before.begunAtMs + repeatMs) return 'ten minutes have passed';
  if (before.process === now.process || isKept(told, former)) return null;
  return 'n8n has died, and nothing is left of it';
}

/** A request with another seed is another one. */
function paysOnce(told: Told): string[] {
  const seeds = new Set(told.calls.map(({ seed }) => seed));
  return [...seeds].flatMap((seed) =>
    withoutReason(
      told.creates.filter(({ execution }) => told.calls[execution]?.seed === seed),
      (former, next) => reason(told, former, next),
    ),
  );
}

/** Who gets the task of another call is told so, and the task is one that was made of the same request. */
const repeatsAreTold = ({ calls, creates }: Told): string[] =>
  calls.flatMap(({ seen, seed, isStopped }, execution) => {
    const [item] = isStopped ? [] : (seen?.items ?? []);
    const taskId = item && taskOf(item.json);
    const create = creates.find((one) => one.taskId !== undefined && one.taskId === taskId);
    if (!item || !create || create.execution === execution) return [];
    const isTold = JSON.stringify(item.json).includes('the task of the same request that was made before');
    return [
      ...(isTold ? [] : [`call ${execution} is not told whose task it got: ${JSON.stringify(item.json)}`]),
      ...(calls[create.execution]?.seed === seed ? [] : [`call ${execution} got ${described(create)}`]),
    ];
  });

/** Gives a sentence for every breach. */
export async function brokenInTools(story: ToolStory): Promise<string[]> {
  const told = await onStage(story, async (stage) => await toldOn(stage, story));
  const { calls, creates, key } = told;
  const seen = calls.map((call) => call.seen);
  const receipts = receiptsAreTrue(seen, creates);
  return [...paysOnce(told), ...repeatsAreTold(told), ...runsAreSound(calls, creates, key), ...receipts];
}
