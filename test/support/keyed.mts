/** A node with an Order Key. */
import type { INodeParameters } from 'n8n-workflow';
import { machine, waiting } from './machine.mts';

export const keyed = (orderKey: unknown = 'A-1', more: INodeParameters = {}): INodeParameters => ({
  ...waiting,
  ...more,
  options: { ...(more.options as INodeParameters | undefined), orderKey } as INodeParameters,
});

/** An n8n whose node has a key, and whose tasks are finished at once. */
export function keyedMachine(
  over: Parameters<typeof machine>[0] = {},
  answer?: Parameters<typeof machine>[1],
) {
  const all = machine({ parameters: keyed(), ...over }, answer);
  all.finish();
  return all;
}
