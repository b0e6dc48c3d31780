import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether an agent uses the node as its tool. Agents before version 3 run tools themselves and say so; from version 3 on
 * the engine runs them, and only the type that n8n made of this node for it tells.
 */
export const isTool = (context: IExecuteFunctions): boolean =>
  context.isToolExecution?.() === true || context.getNode().type.endsWith('Tool');

/** The steps of the engine at which this node has already been called. */
const tried = new WeakSet<object>();

/**
 * Notes this try of the node; call once. Tells whether n8n calls it once more for the same step, as Retry On Fail does: it hands the same object to every try,
 * and a new one to a pass of a loop, to a retry by hand and to everything else. An agent's tools share their agent's.
 */
export function registerTry(context: IExecuteFunctions): { isRepeat: boolean } {
  const step = isTool(context) ? undefined : context.getExecuteData?.();
  if (!step) return { isRepeat: false };
  const isRepeat = tried.has(step);
  tried.add(step);
  return { isRepeat };
}
