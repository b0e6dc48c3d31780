/** A loop without an IF. */
import assert from 'node:assert/strict';
import { ManualClock } from '../../../../dev/emulator/index.mts';
import { graph, manualTrigger, node, videoNode, type WorkflowDraft } from '../../../../dev/n8n/index.mts';
import { begin, onlyItem, order, type Bench } from '../../support/bench.mts';
import { withService } from '../../support/service.mts';
import { until } from '../../../../dev/n8n/until.mts';
import { test } from '../test.mts';

const taskSeconds = 100;

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
  const { emulator, n8n } = bench;
  const id = await begin(bench, loop(bench));
  const looks = () => emulator.requests().filter(({ route }) => route === 'status').length;
  await until('the second look', () => looks() >= 2);
  emulator.advance(taskSeconds * 1000);
  const execution = await n8n.rest.finished(id);
  const { isSuccess, videoUrl } = onlyItem(execution, 'Done');
  assert.equal(isSuccess, true);
  assert.equal((await fetch(String(videoUrl))).status, 200);
  const rounds = execution.data.resultData.runData.Look?.length ?? 0;
  assert.equal(rounds, looks());
  assert.equal(emulator.createAttempts(), 1);
}

test(
  'Create, Wait and Get Status routed back to Wait: the loop ends by itself with the video',
  withService({ clock: new ManualClock(), taskSeconds }, loops),
);
