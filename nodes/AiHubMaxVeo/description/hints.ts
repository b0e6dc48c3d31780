/** What the output panel says before and after a run. */
import type { INodeTypeDescription } from 'n8n-workflow';

/** People press Execute Step again and again while they build: with this node every press is an order. */
export const hints: INodeTypeDescription['hints'] = [
  {
    message:
      'Each press of Execute step orders and pays for a new video for every input item. Pin the output to go on building without paying again.',
    type: 'info',
    location: 'outputPane',
    whenToDisplay: 'always',
    displayCondition: '={{ ["create", "createAndWait"].includes($parameter.operation) }}',
  },
];
