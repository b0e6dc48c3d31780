/** Whether a run's items take one output or three, and the one setting of n8n that does not go with three. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { VideoError } from '../errors';
import { readRoutes } from '../request/settings';
import { isTool } from './caller';

/** As an agent's tool the node has one output, whatever the form says. */
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
  // With On Error = Continue the refusal comes out as items, and this is where n8n checks whether to add the empty one.
  const step = context.continueOnFail() ? context.getExecuteData?.() : undefined;
  if (step?.node) step.node.alwaysOutputData = false;
  throw new VideoError({
    category: 'invalid_request',
    code: 'always_output_data',
    message:
      'Always Output Data is on for this node: with Route by Status n8n would send an empty item to the Completed output',
    advice:
      'Nothing was sent and nothing was charged. Switch off Always Output Data in the Settings of this node.',
  });
}
