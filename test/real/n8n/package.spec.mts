/** The tarball, installed like a community package. */
import assert from 'node:assert/strict';
import { videoNodeType } from '../../../dev/n8n/index.mts';
import { execute, onlyItem, order, type Bench } from '../support/bench.mts';
import { withService } from '../support/service.mts';
import { test } from './test.mts';

/** n8n offers its nodes to its editor alone. */
const withEditor = { N8N_DISABLE_UI: 'false' };

async function offersNode({ n8n }: Bench, type: string): Promise<void> {
  await n8n.runWith(withEditor);
  const found = (await n8n.rest.nodeTypes()).find(({ name }) => name === type);
  assert.ok(found, `${type} is not among the node types`);
  const { iconUrl } = found;
  const icons = typeof iconUrl === 'object' ? Object.values(iconUrl) : [iconUrl];
  for (const icon of icons) {
    const answer = await fetch(`${n8n.url}/${icon}`);
    assert.equal(answer.status, 200, `the icon ${icon}`);
    assert.match(await answer.text(), /<svg/);
  }
}

/** What the editor asks for when a node was never run, held against an item of the same n8n. */
async function showsFields(bench: Bench): Promise<void> {
  await bench.n8n.runWith(withEditor);
  const answer = await fetch(`${bench.n8n.url}/schemas/${videoNodeType}/1.0.0/video/createAndWait.json`);
  assert.equal(answer.status, 200, 'the schema of Create and Wait');
  const { properties } = (await answer.json()) as { properties: Record<string, unknown> };
  const item = onlyItem(await execute(bench, order(bench)));
  assert.deepEqual(Object.keys(properties).sort(), Object.keys(item).sort());
}

test('the packed tarball offers its node, with an icon', ({ bench }) => offersNode(bench, videoNodeType));

test('n8n offers the same node as a tool for agents, with an icon', ({ bench }) =>
  offersNode(bench, `${videoNodeType}Tool`));

test(
  'the editor shows the output fields of a node that was never run, and they are those of its items',
  withService({}, showsFields),
);
