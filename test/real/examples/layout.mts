import type { INode } from 'n8n-workflow';
import { notes, workers } from './example.mts';
import type { WorkflowDraft } from '../../../dev/n8n/index.mts';

interface Box {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function boxOf({ name, position }: INode, width: number, height: number): Box {
  const [left, top] = position;
  return { name, left, top, right: left + width, bottom: top + height };
}

/** A node's tile with its name below. */
const tileOf = (node: INode): Box => boxOf(node, 96, 150);

const noteOf = (node: INode): Box =>
  boxOf(node, Number(node.parameters.width), Number(node.parameters.height));

const meet = (one: Box, other: Box) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** Pairs that lie on each other on the canvas. */
export function overlaps(draft: WorkflowDraft): string[] {
  const boxes = [...workers(draft).map(tileOf), ...notes(draft).map(noteOf)];
  return boxes.flatMap((box, index) =>
    boxes.slice(index + 1).flatMap((other) => (meet(box, other) ? [`${box.name} / ${other.name}`] : [])),
  );
}
