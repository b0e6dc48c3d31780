/** What n8n says of one call of the node: for whom it is, which try it is, and into which outputs its items go. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { VideoError, type Road } from '../errors';
import type { Memory, NodeRun } from '../memory';
import { readOrderSettings, readRoutes } from '../request/settings';

/** n8n's own Agents run a node without a workflow. */
const isCalledByAgents = (context: IExecuteFunctions): boolean =>
  context.getMode() === 'internal' && !context.getWorkflow?.().id;

/** What n8n keeps of the node within an execution; without one it has nothing to keep it in, and throws. */
export const memoryOf = (context: IExecuteFunctions): Memory =>
  isCalledByAgents(context) ? {} : context.getContext('node');

/**
 * Whether an agent uses the node as its tool. Agents before version 3 run tools themselves and say so; from version 3 on
 * the engine runs them, and only the type that n8n made of this node for it tells.
 */
export const isTool = (context: IExecuteFunctions): boolean =>
  context.isToolExecution?.() === true ||
  context.getNode().type.endsWith('Tool') ||
  isCalledByAgents(context);

/** Whether a person tries the node out in the editor, or n8n evaluates the workflow. An agent's tool is no test run. */
export const isTestRun = (context: IExecuteFunctions): boolean =>
  ['manual', 'evaluation'].includes(context.getMode()) && !isTool(context);

/** What the user of this call presses after a failure of an item. */
export function roadOf(context: IExecuteFunctions, index: number): Road {
  if (isTool(context)) return 'none';
  if (!isTestRun(context)) return 'retry';
  const settings = readOrderSettings((name) => context.getNodeParameter(name, index, null));
  return 'value' in settings && !settings.value.reuseWhileTesting ? 'none' : 'executeStep';
}

/** Whether an item asks for a new video, so that its money has to be told of. */
export const createsVideo = (context: IExecuteFunctions, index: number): boolean =>
  ['create', 'createAndWait'].includes(String(context.getNodeParameter('operation', index, '')));

/** The steps of the engine at which this node has already been called, and what it has created there. */
const triedSteps = new WeakMap<object, NodeRun['charged']>();

/** Agents before version 3 lend their own step to all calls of their tools. */
const stepOf = (context: IExecuteFunctions): object | undefined =>
  context.isToolExecution?.() === true ? undefined : context.getExecuteData?.();

let namelessCalls = 0;

/**
 * This try of the node. It is a repeat when n8n calls the node once more for the same step, as Retry On Fail does: n8n hands
 * the same object to every try, and a new one to a pass of a loop, to a person's Retry and to everything else.
 */
export function nodeRunOf(context: IExecuteFunctions): NodeRun {
  const step = stepOf(context);
  const before = step && triedSteps.get(step);
  return {
    runIndex: Number(context.getWorkflowDataProxy(0).$runIndex ?? 0),
    // n8n's own Agents call without an execution: each of their calls is one.
    execution: context.getExecutionId() ?? `call ${++namelessCalls}`,
    isTool: isTool(context),
    isRepeat: before !== undefined,
    charged: before ?? new Map(),
    step,
  };
}

/** Call once for a try that has been opened: from then on the next one is a repeat. */
export function registerNodeRun(context: IExecuteFunctions): NodeRun {
  const nodeRun = nodeRunOf(context);
  if (nodeRun.step) triedSteps.set(nodeRun.step, nodeRun.charged);
  return nodeRun;
}

/** Whether each item goes to the output of its task's status. As an agent's tool the node has one output, whatever the form says. */
export const isRouted = (context: IExecuteFunctions): boolean =>
  !isTool(context) &&
  context.getNodeParameter('operation', 0) === 'getStatus' &&
  readRoutes((name) => context.getNodeParameter(name, 0, false));

/**
 * With Always Output Data n8n puts an empty item into the first output whenever that has none, whatever the others have:
 * Completed would run for a task that is still processing. Throws VideoError.
 */
export function refuseEmptyItem(context: IExecuteFunctions): void {
  if (context.getNode().alwaysOutputData !== true || !isRouted(context)) return;
  // With On Error = Continue the refusal comes out as items, and n8n asks its step whether to add the empty one. The step gets
  // a node of its own: the workflow's is the one that the next execution reads.
  const step = context.continueOnFail() ? context.getExecuteData?.() : undefined;
  if (step?.node) step.node = { ...step.node, alwaysOutputData: false };
  throw new VideoError({
    category: 'invalid_request',
    code: 'always_output_data',
    message:
      'Always Output Data is on for this node: with Route by Status n8n would send an empty item to the Completed output',
    advice:
      'Nothing was sent and nothing was charged. Switch off Always Output Data in the Settings of this node.',
  });
}
