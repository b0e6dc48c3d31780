/** A service that answers a create after five seconds, and executions that meet each other meanwhile. */
import { operations } from '../../nodes/AiHubMaxVeo/operations';
import { execute as executeNode } from '../../nodes/AiHubMaxVeo/run/execute';
import { VirtualClock } from './clock.mts';
import { fakeContext, flowers, type Scene } from './context.mts';
import { accepted, completed } from './replies.mts';
import { askedFor, fakeService, json, type Reaction } from './service.mts';

/** Creates are answered after five seconds; `answer` may say otherwise. `look`: how a task is by then. */
export function slow(
  answer: (nth: number) => Reaction | Promise<Reaction | null> | null = () => null,
  look: (id: string) => object = (id) => completed({ id }),
) {
  const clock = new VirtualClock();
  let nth = 0;
  const service = fakeService({
    create: async () => {
      const mine = ++nth;
      await clock.sleep(5_000);
      return (await answer(mine)) ?? json(accepted({ id: `task-${mine}` }));
    },
    look: (request) => json(look(askedFor(request))),
    file: { body: 'a video' },
  });
  let executions = 0;
  /** What an execution gives: task IDs, or the error's words. */
  const run = async (own: Partial<Scene> = {}): Promise<unknown[]> => {
    const scene: Scene = { service, parameters: flowers, mode: 'manual', memory: {}, ...own };
    const context = fakeContext({ executionId: `run-${++executions}`, ...scene });
    const rules = { operations, continueOnFail: own.continueOnFail ?? false, clock: own.clock ?? clock };
    try {
      const [items = []] = await executeNode(context, rules);
      return items.map(({ json: { taskId, message } }) => taskId ?? message);
    } catch (thrown) {
      const { message, description = '' } = thrown as Error & { description?: string };
      return [`${message} ${description}`];
    }
  };
  return { clock, service, run };
}
