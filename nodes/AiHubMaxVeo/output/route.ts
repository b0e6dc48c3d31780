/** Get Status with Route by Status: each item to the output that its task's state names. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { statusOutputs } from '../catalogue/settings';

const outputOf = ({ isSuccess, isFailed, error }: IDataObject): (typeof statusOutputs)[number] => {
  if (isSuccess === true) return 'Completed';
  return isFailed === true || error !== undefined ? 'Failed' : 'In Progress';
};

export function routeByStatus(items: INodeExecutionData[]): INodeExecutionData[][] {
  return statusOutputs.map((output) => items.filter(({ json }) => outputOf(json) === output));
}
