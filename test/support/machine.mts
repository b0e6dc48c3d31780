/** An n8n that can die: what its process knows is gone, what its database has is there. */
import type { IDataObject } from 'n8n-workflow';
import { operations } from '../../nodes/AiHubMaxVeo/operations';
import { execute as executeNode } from '../../nodes/AiHubMaxVeo/run/execute';
import { VirtualClock } from '../support/clock.mts';
import { execute, failing, fakeContext, flowers, type Scene } from '../support/context.mts';
import { Database } from '../support/database.mts';
import { accepted, completed, processing } from '../support/replies.mts';
import { askedFor, fakeService, json, type Answer, type Reaction } from '../support/service.mts';

export const waiting = { ...flowers, operation: 'createAndWait' };
export const minuteMs = 60_000;

/**
 * One n8n after the other over one database. A task is finished after the time of a test's own making: `finish` says when. `answer`
 * may answer the nth create otherwise; a promise that never settles holds its answer back.
 */
export function machine(
  over: Partial<Scene> = {},
  answer: (nth: number) => Reaction | Promise<Reaction | null> | null = () => null,
) {
  const database = new Database();
  const started = new VirtualClock();
  let [passedMs, nth, executions, isFinished] = [0, 0, 0, false];
  const looks: { of: (id: string) => Answer } = {
    of: (id) => json(isFinished ? completed({ id }) : processing(50, { id })),
  };
  const service = fakeService({
    create: async () => {
      const mine = ++nth;
      return (await answer(mine)) ?? json(accepted({ id: `task-${mine}` }));
    },
    look: (request) => looks.of(askedFor(request)),
    file: { body: 'a video' },
  });
  const process = () => new VirtualClock(started.startMs, started.startMs + passedMs);
  const scene = (own: Partial<Scene>): Scene => ({
    ...{ service, parameters: waiting, memory: {}, database, mode: 'trigger', clock: process() },
    ...over,
    executionId: `execution-${++executions}`,
    ...own,
  });
  return {
    database,
    service,
    looks,
    process,
    finish: () => void (isFinished = true),
    pass: (ms: number) => void (passedMs += ms),
    /** An execution under way, until n8n dies: nothing of it goes on. Gives its memory. */
    async dies(own: Partial<Scene> = {}, afterMs = minuteMs): Promise<void> {
      const { clock = process(), ...rest } = scene(own);
      const context = fakeContext({ ...rest, clock });
      void executeNode(context, { operations, continueOnFail: rest.continueOnFail ?? false, clock });
      await clock.pass(afterMs);
      passedMs += afterMs;
      service.forget();
    },
    run: async (own: Partial<Scene> = {}) => (await execute(scene(own))).map((item) => item.json),
    fails: async (own: Partial<Scene> = {}) => {
      const { message, description } = (await failing(scene(own))) as Error & { description?: string };
      return `${message} | ${description}`;
    },
    retries: { mode: 'retry' } as const,
    tests: { mode: 'manual' } as const,
  };
}

export const idsOf = (items: IDataObject[]) => items.map(({ taskId, resumed }) => [taskId, resumed]);

export const prompts = (count: number) =>
  Array.from({ length: count }, (_none, nth) => ({ prompt: `Item ${nth}` }));

/** An answer that is held back for ever. */
export const held = async (): Promise<never> => await new Promise<never>(() => undefined);
