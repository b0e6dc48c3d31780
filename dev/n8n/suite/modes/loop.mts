import assert from 'node:assert/strict';
import { graph, manualTrigger, node, videoNode, type WorkflowDraft } from '../../index.mts';
import { onlyItem, order, runToEnd, type Bench, type BenchCase } from '../bench.mts';
import { withService } from '../service.mts';

/** Create -> Wait -> Get Status, whose second output leads back to Wait. */
function loop(bench: Bench): WorkflowDraft {
  const look = { operation: 'getStatus', taskId: '={{ $json.taskId }}', routeByStatus: true };
  const wait = { amount: 1, unit: 'seconds' };
  return graph(
    'Suite',
    [
      manualTrigger(),
      videoNode('Create', order(bench, { operation: 'create' }), bench.credential),
      node('Wait', 'n8n-nodes-base.wait', wait, { typeVersion: 1.1, webhookId: crypto.randomUUID() }),
      videoNode('Look', look, bench.credential),
      node('Done', 'n8n-nodes-base.noOp'),
    ],
    [
      { from: 'Start', to: 'Create' },
      { from: 'Create', to: 'Wait' },
      { from: 'Wait', to: 'Look' },
      { from: 'Look', to: 'Done' },
      { from: 'Look', to: 'Wait', output: 1 },
    ],
  );
}

async function loops(bench: Bench): Promise<void> {
  const execution = await runToEnd(bench, loop(bench));
  const { isSuccess, videoUrl } = onlyItem(execution, 'Done');
  assert.equal(isSuccess, true);
  assert.equal((await fetch(String(videoUrl))).status, 200);
  const rounds = execution.data.resultData.runData.Look?.length ?? 0;
  assert.ok(rounds > 1, `it went round ${rounds} times`);
  assert.equal(bench.emulator.createAttempts(), 1);
}

/** A loop without an IF. */
export const loopCases: readonly BenchCase[] = [
  {
    says: 'Create, Wait and Get Status routed back to Wait: the loop ends by itself with the video',
    check: withService({ taskSeconds: 3 }, loops),
  },
];
