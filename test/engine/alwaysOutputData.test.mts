/** Always Output Data with Route by Status, on n8n's own engine: Completed never runs for a task that is not. */
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { AiHubMaxVeo } from '../../nodes/AiHubMaxVeo/AiHubMaxVeo.node.ts';
import { startEmulator, type Emulator } from '../../dev/emulator/index.mts';
import { runFlow, workflowOf, type Flow, type Outcome } from '../support/engine.mts';

let emulator: Emulator;
let taskId: string;

const credentials = () => ({ apiKey: emulator.key, baseUrl: emulator.url });

beforeEach(async () => {
  emulator = await startEmulator({ render: false, taskSeconds: 3600 });
  const parameters = { operation: 'create', prompt: 'Waves', imageUrl: emulator.samplePhotoUrl };
  const { reached } = await runFlow({ credentials: credentials(), parameters });
  taskId = String(reached('Fine')?.[0]?.json.taskId);
});

afterEach(async () => await emulator.stop());

/** `Fine` follows the first output: Completed, where there are three. */
const read = async (settings: Flow['settings'], routeByStatus: boolean): Promise<Outcome> =>
  await runFlow({
    credentials: credentials(),
    parameters: { operation: 'getStatus', taskId, routeByStatus },
    settings,
  });

const always = { alwaysOutputData: true };

test('the run is refused free of charge, with the reason', async () => {
  const requests = emulator.requests().length;
  const { run, reached } = await read(always, true);
  expect(run.status).toBe('error');
  expect(run.data.resultData.error?.message).toMatch(/Always Output Data is on/);
  expect(run.data.resultData.error?.description).toMatch(/^invalid_request: .*Switch off Always Output Data/);
  expect(reached('Fine')).toBeUndefined();
  expect(emulator.requests()).toHaveLength(requests);
});

test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
  'with On Error = %s the refusal is an item, and Completed stays empty all the same',
  async (onError) => {
    const { run, reached } = await read({ ...always, onError }, true);
    expect(run.status).toBe('success');
    expect(reached('Fine')).toBeUndefined();
    const outputs = run.data.resultData.runData.Veo?.[0]?.data?.main ?? [];
    expect(outputs.flatMap((items) => items ?? [])).toMatchObject([
      { json: { error: expect.stringMatching(/Always Output Data is on/) as string } },
    ]);
  },
);

test('it is refused every time, and the node of the workflow is left as it was', async () => {
  const flow: Flow = {
    credentials: credentials(),
    parameters: { operation: 'getStatus', taskId, routeByStatus: true },
    settings: { ...always, onError: 'continueErrorOutput' },
  };
  const seen: unknown[] = [];
  const veo = new AiHubMaxVeo();
  const nodeType: INodeType = {
    description: veo.description,
    async execute(this: IExecuteFunctions) {
      // The object that n8n keeps for the whole workflow, and for the executions after this one.
      const kept = this.getNode();
      const output = await veo.execute.call(this);
      seen.push(
        kept.alwaysOutputData,
        output.map(({ length }) => length),
      );
      return output;
    },
  };
  const workflow = workflowOf({ ...flow, nodeType });
  for (let execution = 0; execution < 2; execution++) await runFlow({ ...flow, nodeType }, workflow);
  expect(seen).toEqual([true, [0, 0, 1], true, [0, 0, 1]]);
  expect(workflow.getNode('Veo')?.alwaysOutputData).toBe(true);
});

test('without it a task that is not finished reaches no Completed, and a finished one does', async () => {
  expect((await read({}, true)).reached('Fine')).toBeUndefined();
  emulator.advance(3_600_000);
  expect((await read({}, true)).reached('Fine')).toMatchObject([{ json: { taskId, isSuccess: true } }]);
});

test('with one output the setting harms nobody', async () => {
  const { reached } = await read(always, false);
  expect(reached('Fine')).toMatchObject([{ json: { taskId, isDone: false } }]);
});
