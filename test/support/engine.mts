/** Whole workflows on n8n's own engine: Start -> our node -> Fine, and its error output -> Failed. */
import './quiet.mts';
import 'reflect-metadata';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import { createRunExecutionData, NodeHelpers, Workflow } from 'n8n-workflow';
import type {
  IExecuteFunctions,
  IHttpRequestOptions,
  INode,
  INodeExecutionData,
  INodeParameters,
} from 'n8n-workflow';
import type {
  INodeType,
  INodeTypes,
  IRun,
  IRunExecutionData,
  IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, ICredentialsHelper } from 'n8n-workflow';
import { AiHubMaxVeo } from '../../nodes/AiHubMaxVeo/AiHubMaxVeo.node';
import { authenticated } from './authentication.mts';
import { node as ours } from './form.mts';

class PassOn implements INodeType {
  description: INodeType['description'] = {
    ...{ name: 'passOn', displayName: 'Pass On', group: ['transform'], version: 1, description: 'Passes on' },
    ...{ defaults: {}, inputs: ['main'], outputs: ['main'], properties: [] },
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return [this.getInputData()];
  }
}

const types: Record<string, INodeType> = { passOn: new PassOn(), [ours.type]: new AiHubMaxVeo() };

const nodeTypes = {
  getByName: (name: string) => types[name],
  getByNameAndVersion: (name: string, version?: number) =>
    NodeHelpers.getVersionedNodeType(types[name] ?? new PassOn(), version),
  getKnownTypes: () => ({}),
} as unknown as INodeTypes;

export interface Flow {
  credentials: { apiKey: string; baseUrl: string };
  parameters: INodeParameters;
  items?: INodeExecutionData[];
  /** The node's own settings, such as onError or retryOnFail. */
  settings?: Partial<INode>;
  /** Presses Stop. */
  stopAfter?: (stop: () => void) => void;
}

const passing = (name: string): INode => ({ ...ours, id: name, name, type: 'passOn', parameters: {} });

const main = (name: string) => ({ node: name, type: 'main' as const, index: 0 });

function workflowOf({ parameters, settings }: Flow): Workflow {
  const credentials = { aiHubMaxApi: { id: '1', name: 'AIHubMax' } };
  const veo: INode = { ...ours, name: 'Veo', parameters, credentials, ...settings };
  return new Workflow({
    ...{ id: 'workflow', name: 'Test', active: false, nodeTypes, settings: { executionOrder: 'v1' } },
    nodes: [passing('Start'), veo, passing('Fine'), passing('Failed')],
    connections: {
      Start: { main: [[main('Veo')]] },
      Veo: {
        main:
          settings?.onError === 'continueErrorOutput' ? [[main('Fine')], [main('Failed')]] : [[main('Fine')]],
      },
    },
  });
}

const credentialsHelper = (credentials: ICredentialDataDecryptedObject) =>
  ({
    getParentTypes: () => [],
    isCredentialUsableByNode: () => true,
    getDecrypted: async () => ({ ...credentials }),
    getCredentialsProperties: () => [],
    preAuthentication: async () => undefined,
    authenticate: async (data: ICredentialDataDecryptedObject, _type: string, request: IHttpRequestOptions) =>
      authenticated(request, data),
  }) as unknown as ICredentialsHelper;

function additionalData(credentials: ICredentialDataDecryptedObject, workflow: Workflow) {
  const { id, name = '', nodes, connectionsBySourceNode: connections, settings } = workflow;
  const data = { id, name, nodes: Object.values(nodes), connections, settings, active: false };
  const url = 'http://localhost/';
  return {
    ...{ currentNodeExecutionIndex: 0, executionId: 'execution-1', userId: 'user-1', variables: {} },
    ...{ restApiUrl: url, instanceBaseUrl: url, formWaitingBaseUrl: url, webhookBaseUrl: url },
    ...{ webhookWaitingBaseUrl: url, webhookTestBaseUrl: url, formBaseUrl: url, formTestBaseUrl: url },
    credentialsHelper: credentialsHelper(credentials),
    hooks: new ExecutionLifecycleHooks('trigger', 'execution-1', {
      ...data,
      createdAt: new Date(),
      updatedAt: new Date(),
    } as never),
    setExecutionStatus: () => undefined,
  } as unknown as IWorkflowExecuteAdditionalData;
}

export interface Outcome {
  run: IRun;
  /** What reached a node of the workflow. */
  reached(name: 'Fine' | 'Failed'): INodeExecutionData[] | undefined;
  /** Everything that n8n would save. */
  saved: IRunExecutionData;
}

export async function runFlow(flow: Flow): Promise<Outcome> {
  const workflow = workflowOf(flow);
  const start = workflow.getNode('Start') ?? passing('Start');
  const items = flow.items ?? [{ json: {} }];
  const stack = [{ node: start, data: { main: [items] }, source: null }];
  const saved = createRunExecutionData({ executionData: { nodeExecutionStack: stack } });
  const engine = new WorkflowExecute(additionalData(flow.credentials, workflow), 'trigger', saved);
  const running = engine.processRunExecutionData(workflow);
  flow.stopAfter?.(() => running.cancel());
  const run = await running;
  const reached = (name: string) => run.data.resultData.runData[name]?.[0]?.data?.main?.[0] ?? undefined;
  return { run, reached, saved: run.data };
}
