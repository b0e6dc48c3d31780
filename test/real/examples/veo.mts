import type { INode } from 'n8n-workflow';
import { videoNodeType } from '../../../dev/n8n/index.mts';

/** Whether it is this package's node, also as an agent's tool. */
export const isVideoNode = ({ type }: INode): boolean =>
  type === videoNodeType || type === `${videoNodeType}Tool`;

/** The operation of this package's node. Without one it is the form's default. */
export const operationOf = ({ parameters }: INode): string => String(parameters.operation ?? 'createAndWait');

/** Whether running the node costs credits. */
export const isPaid = (node: INode): boolean => isVideoNode(node) && operationOf(node).startsWith('create');

/** Whether the node itself waits for a task. */
export const isWaiting = (node: INode): boolean =>
  isVideoNode(node) && (operationOf(node) === 'createAndWait' || node.parameters.waitForCompletion === true);
