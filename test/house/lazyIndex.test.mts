/** What Jest makes of the index of n8n-workflow, see dev/jest/lazyIndex.mjs. */
import { execFileSync } from 'node:child_process';
import * as workflow from 'n8n-workflow';

const kinds = (index: object): string[] =>
  Object.entries(index)
    .map(([name, value]) => `${name}: ${typeof value}`)
    .sort();

test('tests see n8n-workflow as it is: every name, with a value of its kind', () => {
  const script = `console.log(JSON.stringify((${kinds.toString()})(require('n8n-workflow'))))`;
  const shown = JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })) as string[];
  expect(shown.length).toBeGreaterThan(300);
  expect(kinds(workflow)).toEqual(shown);
});

test('a namespace is that of its module, and a class the one that its module throws', () => {
  const { NodeHelpers, NodeApiError } = workflow;
  expect(NodeHelpers.displayParameter).toBe(workflow.displayParameter);
  const thrown = new NodeApiError({} as never, { message: 'No' });
  expect([thrown instanceof workflow.NodeError, thrown instanceof Error]).toEqual([true, true]);
});
