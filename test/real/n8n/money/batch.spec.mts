/** Many items at once. */
import assert from 'node:assert/strict';
import type { INode } from 'n8n-workflow';
import { graph, manualTrigger, node, videoNode, type WorkflowDraft } from '../../../../dev/n8n/index.mts';
import { jsonOf, order, runToEnd, type Bench } from '../../support/bench.mts';
import { rows } from '../../support/rows.mts';
import { withService } from '../../support/service.mts';
import { test } from '../test.mts';

const prompts = ['Waves', 'Wind', 'Rain', 'Fog', 'Snow', 'Sun'];
const refused = 'Rain';

/** Says, by n8n's own pairing, which row an item came from. */
function askOrigin(name: string): INode {
  const value = '={{ $("Rows").item.json.prompt }}';
  const assignments = { assignments: [{ id: '1', name: 'origin', type: 'string', value }] };
  const parameters = { mode: 'manual', assignments, includeOtherFields: true, options: {} };
  return node(name, 'n8n-nodes-base.set', parameters, { typeVersion: 3.4 });
}

function table(bench: Bench): WorkflowDraft {
  const parameters = order(bench, { prompt: '={{ $json.prompt }}' });
  const video = videoNode('Video', parameters, bench.credential);
  return graph(
    'Suite',
    [
      manualTrigger(),
      ...rows(prompts.map((prompt) => ({ prompt }))),
      { ...video, onError: 'continueErrorOutput' },
      askOrigin('Fine'),
      askOrigin('Bad'),
    ],
    [
      { from: 'Start', to: 'Table' },
      { from: 'Table', to: 'Rows' },
      { from: 'Rows', to: 'Video' },
      { from: 'Video', to: 'Fine' },
      { from: 'Video', to: 'Bad', output: 1 },
    ],
  );
}

async function keepsApart(bench: Bench): Promise<void> {
  const error = { message: 'Rain is not allowed', code: 'content_policy_violation' };
  bench.emulator.fault({ on: 'create', match: { body: { prompt: refused } }, then: { status: 400, error } });
  const execution = await runToEnd(bench, table(bench));
  const fine = jsonOf(execution, 'Fine').map(({ origin, request }) => [origin, request]);
  const others = prompts.filter((prompt) => prompt !== refused);
  assert.deepEqual(
    fine.map(([origin]) => origin),
    others,
  );
  for (const [origin, request] of fine) assert.equal((request as { prompt: string }).prompt, origin);
  const [bad, ...more] = jsonOf(execution, 'Video', 1);
  // n8n lays the reason over the row: its own fields are there too.
  assert.deepEqual(
    [Object.keys(bad ?? {}).sort(), more],
    [['charged', 'error', 'failure', 'message', 'prompt'], []],
  );
  assert.match(String(bad?.error), /Rain is not allowed/);
  assert.match(String(bad?.message), /^content_policy: /);
  assert.equal(jsonOf(execution, 'Bad')[0]?.origin, refused);
  assert.deepEqual([bench.emulator.createAttempts(), bench.emulator.creates()], [6, 5]);
}

test(
  'six items, one refused: five videos in order, and the error output says which one and why',
  withService({}, keepsApart),
);
