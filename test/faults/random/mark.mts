/** Whose request it is: executions go on side by side, and what one that has died had on its way may arrive while the next is at work. */
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import type { RequestRecord } from '../../../dev/emulator/index.mts';

const mark = 'x-execution';

/** A node type whose requests say which execution sends them. */
export function marked(type: INodeType, execution: number): INodeType {
  const { execute } = type;
  type.execute = async function (this: IExecuteFunctions) {
    const { httpRequestWithAuthentication: ask } = this.helpers;
    this.helpers.httpRequestWithAuthentication = async function (name, options, own) {
      const headers = { ...options.headers, [mark]: String(execution) };
      return (await ask.call(this, name, { ...options, headers }, own)) as unknown;
    };
    return (await execute?.call(this)) ?? [];
  };
  return type;
}

export const executionOf = ({ headers }: RequestRecord): number =>
  Number((headers as Record<string, unknown>)[mark]);
