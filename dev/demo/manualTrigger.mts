/**
 * Stands in for n8n's Manual Trigger, whose package, n8n-nodes-base, brings 420 others and 400 MB. Like n8n's it emits one
 * empty item when a person presses Execute.
 */
import type { INodeType, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

export class ManualTrigger implements INodeType {
  description: INodeType['description'] = {
    ...{ name: 'manualTrigger', displayName: 'Manual Trigger', group: ['trigger'], version: 1 },
    ...{ description: 'Runs the flow on clicking a button', defaults: {}, inputs: [], outputs: ['main'] },
    properties: [],
  };

  async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
    return {
      manualTriggerFunction: async () => this.emit([this.helpers.returnJsonArray([{}])]),
    };
  }
}
