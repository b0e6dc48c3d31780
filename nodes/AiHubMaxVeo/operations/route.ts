/** Get Status with Route by Status: each item to the output that its task's state names. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** Position of the outputs Completed, In Progress and Failed, as description/outputs.ts names them. */
const positionOf = ({ isSuccess, isFailed, error }: IDataObject): number => {
  if (isSuccess === true) return 0;
  return isFailed === true || error !== undefined ? 2 : 1;
};

export function routeByStatus(items: INodeExecutionData[]): INodeExecutionData[][] {
  const outputs: INodeExecutionData[][] = [[], [], []];
  for (const item of items) outputs[positionOf(item.json)]?.push(item);
  return outputs;
}
