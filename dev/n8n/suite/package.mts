import assert from 'node:assert/strict';
import { videoNodeType } from '../index.mts';
import type { Bench, BenchCase } from './bench.mts';

async function offersNode({ n8n }: Bench, type: string): Promise<void> {
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

/** The tarball, installed like a community package. */
export const packageCases: readonly BenchCase[] = [
  {
    says: 'the packed tarball offers its node, with an icon',
    check: (bench) => offersNode(bench, videoNodeType),
  },
  {
    says: 'n8n offers the same node as a tool for agents, with an icon',
    check: (bench) => offersNode(bench, `${videoNodeType}Tool`),
  },
];
