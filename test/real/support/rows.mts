import type { INode } from 'n8n-workflow';
import { node } from '../../../dev/n8n/index.mts';

/** Two nodes, Table and Rows, that put out one item for each row. */
export function rows(wanted: readonly object[]): INode[] {
  const jsonOutput = JSON.stringify({ row: wanted });
  return [
    node('Table', 'n8n-nodes-base.set', { mode: 'raw', jsonOutput }, { typeVersion: 3.4 }),
    node('Rows', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'row' }),
  ];
}
