import type { INode } from 'n8n-workflow';

const stickyNote = 'n8n-nodes-base.stickyNote';

/** The example's note speaks of sample data, which the demo does without: here a press of Execute makes a video. */
export function retold(node: INode, isPaid: boolean): INode {
  if (node.type !== stickyNote) return node;
  const told = isPaid
    ? '**This is the demo:** each press of *Execute workflow* orders one video, and costs.'
    : '**This is the demo:** *Execute workflow* makes a video with the local AIHubMax, free.';
  const content = String(node.parameters.content).replace(/^\*\*Look first, free:.*$/m, told);
  return { ...node, parameters: { ...node.parameters, content } };
}
