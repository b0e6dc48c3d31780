/** A person who tests a workflow: the same process, workflow and node, each run an execution of its own. */
import { VirtualClock } from './clock.mts';
import { execute, flowers, type Scene } from './context.mts';
import { accepted, completed } from './replies.mts';
import { askedFor, fakeService, json, type Script } from './service.mts';

/** Tasks are counted over all runs; `look` decides how they are. */
export function serving(
  look: (id: string) => object = (id) => completed({ id }),
  more: { file?: Script } = {},
) {
  let nth = 0;
  return fakeService({
    create: () => json(accepted({ id: `task-${++nth}` })),
    look: (request) => json(look(askedFor(request))),
    upload: json({ url: 'https://files.example.test/u/photo.png' }),
    file: more.file ?? { body: 'a video' },
  });
}

export function editor(over: Partial<Scene> = {}) {
  const clock = new VirtualClock();
  const service = serving();
  let executions = 0;
  return {
    clock,
    service,
    async run(own: Partial<Scene> = {}) {
      const scene: Scene = { service, parameters: flowers, mode: 'manual', clock, ...over, ...own };
      return await execute({ executionId: `run-${++executions}`, memory: {}, ...scene });
    },
  };
}

export const idsOf = (output: Awaited<ReturnType<typeof execute>>) =>
  output.map(({ json: item }) => item.taskId);
