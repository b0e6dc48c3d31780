import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { parameters } from './description';
import { hints } from './description/hints';
import { outputs } from './description/outputs';
import { subtitle } from './description/subtitle';

export class AiHubMaxVeo implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'AIHubMax Veo',
    name: 'aiHubMaxVeo',
    icon: { light: 'file:aiHubMaxVeo.svg', dark: 'file:aiHubMaxVeo.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle,
    description: 'Generate videos from images or text with Google Veo 3.1 via AIHubMax',
    defaults: { name: 'AIHubMax Veo' },
    inputs: [NodeConnectionTypes.Main],
    outputs,
    usableAsTool: true,
    hints,
    credentials: [{ name: 'aiHubMaxApi', required: true }],
    properties: parameters,
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    // n8n loads every node when it starts: what does the work is loaded when there is some.
    const [{ execute }, { operations }] = await Promise.all([
      import('./run/execute'),
      import('./operations'),
    ]);
    return await execute(this, operations);
  }
}
