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
 * Notes this try of the node; call once. Tells whether n8n calls it once more for the same step, as Retry On Fail does: it
 * hands the same object to every try, and a new one to a pass of a loop, to a person's Retry and to everything else. Agents
 * before version 3 lend their own step to all calls of their tools.
 */
export function registerTry(context: IExecuteFunctions): { isRepeat: boolean; step?: object } {
  const step = context.isToolExecution?.() === true ? undefined : context.getExecuteData?.();
  if (!step) return { isRepeat: false };
  const isRepeat = tried.has(step);
  tried.add(step);
  return { isRepeat, step };
}
