import {
  NodeConnectionTypes,
  type ICredentialsDecrypted,
  type ICredentialTestFunctions,
  type IExecuteFunctions,
  type INodeCredentialTestResult,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';
import { parameters } from './form';
import { builderHint, hints, outputs, subtitle } from './form/texts';

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
    builderHint,
    hints,
    credentials: [{ name: 'aiHubMaxApi', required: true, testedBy: 'testAiHubMaxApi' }],
    properties: parameters,
  };

  methods = {
    credentialTest: {
      async testAiHubMaxApi(
        this: ICredentialTestFunctions,
        { data = {} }: ICredentialsDecrypted,
      ): Promise<INodeCredentialTestResult> {
        const { testCredential } = await import('./api/credentialTest');
        return await testCredential(this, data);
      },
    },
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    // Loaded lazily: n8n requires every node at startup.
    const [{ execute }, { operations }] = await Promise.all([
      import('./run/execute'),
      import('./operations'),
    ]);
    return await execute(this, { operations, continueOnFail: this.continueOnFail() });
  }
}
