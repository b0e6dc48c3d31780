/** The receipt of every item, on both kinds of Continue: one IF tells what was refused, whether n8n routed it or not. */
import assert from 'node:assert/strict';
import type { INode } from 'n8n-workflow';
import { graph, manualTrigger, node, videoNode, type WorkflowDraft } from '../../../../dev/n8n/index.mts';
import { jsonOf, order, runToEnd, type Bench } from '../../support/bench.mts';
import { rows } from '../../support/rows.mts';
import { withService } from '../../support/service.mts';
import { test } from '../test.mts';

const prompts = ['Waves', 'Refused at once', 'Fails later', ''];

/** True for what the content rules refused, in the words of a person who clicked it together. */
function ruledOut(): INode {
  const condition = {
    id: '1',
    leftValue: '={{ $json.failure.category }}',
    rightValue: 'content_policy',
    operator: { type: 'string', operation: 'equals' },
  };
  const options = { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 };
  const parameters = { conditions: { options, conditions: [condition], combinator: 'and' }, options: {} };
  return node('If', 'n8n-nodes-base.if', parameters, { typeVersion: 2.2 });
}

function table(bench: Bench, onError: 'continueRegularOutput' | 'continueErrorOutput'): WorkflowDraft {
  const waitOptions = { pollIntervalSeconds: 1, onTaskFailure: 'returnTask' };
  const parameters = order(bench, { prompt: '={{ $json.prompt }}', waitOptions });
  const toIf = [0, ...(onError === 'continueErrorOutput' ? [1] : [])].map((output) => ({
    from: 'Video',
    to: 'If',
    output,
  }));
  return graph(
    'Suite',
    [
      manualTrigger(),
      ...rows(prompts.map((prompt) => ({ prompt }))),
      { ...videoNode('Video', parameters, bench.credential), onError },
      ruledOut(),
    ],
    [{ from: 'Start', to: 'Table' }, { from: 'Table', to: 'Rows' }, { from: 'Rows', to: 'Video' }, ...toIf],
  );
}

function refuseTwo({ emulator }: Bench): void {
  const error = { message: 'The prompt is not allowed', code: 'content_policy_violation' };
  const of = (prompt: string) => ({ body: { prompt } });
  emulator.fault({ on: 'create', match: of('Refused at once'), then: { status: 400, error } });
  emulator.fault({ on: 'create', match: of('Fails later'), then: { script: { end: 'failed', error } } });
}

const receipts = (items: Record<string, unknown>[]) =>
  items.map(({ charged, failure, error }) => {
    const { category, charged: inner, part } = (failure ?? {}) as Record<string, unknown>;
    return [charged, category, inner, part, error !== undefined];
  });

const waves = ['yes', undefined, undefined, undefined, false];
const refused = ['no', 'content_policy', 'no', 'prompt', true];
const failed = ['unknown', 'content_policy', 'unknown', 'prompt', false];
const slip = ['no', 'invalid_request', 'no', undefined, true];

const tellsInPlace = withService({}, async (bench) => {
  refuseTwo(bench);
  const execution = await runToEnd(bench, table(bench, 'continueRegularOutput'));
  assert.deepEqual(receipts(jsonOf(execution, 'Video')), [waves, refused, failed, slip]);
  assert.deepEqual(receipts(jsonOf(execution, 'If')), [refused, failed]);
  assert.deepEqual([bench.emulator.createAttempts(), bench.emulator.creates()], [3, 2]);
});

const tellsOnItsOutput = withService({}, async (bench) => {
  refuseTwo(bench);
  const execution = await runToEnd(bench, table(bench, 'continueErrorOutput'));
  assert.deepEqual(receipts(jsonOf(execution, 'Video')), [waves, failed]);
  const routed = jsonOf(execution, 'Video', 1);
  assert.deepEqual(receipts(routed), [refused, slip]);
  for (const item of routed) {
    // n8n lays the reason over the row: its own fields are there too.
    assert.deepEqual(Object.keys(item), ['prompt', 'error', 'message', 'charged', 'failure']);
    assert.match(String(item.message), /^(content_policy|invalid_request): /);
    assert.ok(JSON.stringify(item).length < 20_000);
  }
  assert.deepEqual([bench.emulator.createAttempts(), bench.emulator.creates()], [3, 2]);
});

test('Continue: every item says whether it was charged, and one IF finds what was refused', tellsInPlace);

test('Continue (using error output): n8n routes what failed there, with its whole receipt', tellsOnItsOutput);
