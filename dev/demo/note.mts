import type { INode } from 'n8n-workflow';

const stickyNote = 'n8n-nodes-base.stickyNote';

/** The example's note speaks of sample data, which the demo does without: here Execute creates a video. What has to be set is set. */
export function retold(node: INode, isPaid: boolean): INode {
  if (node.type !== stickyNote) return node;
  const told = isPaid
    ? '**This is the demo:** every *Execute workflow* creates one video, and costs credits.'
    : '**This is the demo:** *Execute workflow* creates a video with the local AIHubMax, free.';
  const content = String(node.parameters.content)
    .replace(/^\*\*Try it for free:.*$/m, told)
    .replace(
      /^\*\*Set:.*$/m,
      '**Set already:** the credential and the image. More examples are in the folder *examples*.',
    );
  return { ...node, parameters: { ...node.parameters, content } };
}
