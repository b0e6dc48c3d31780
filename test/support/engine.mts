/** Whole workflows on n8n's own engine: Start -> our node -> Fine, and its error output -> Failed. */
import './quiet.mts';
import 'reflect-metadata';
import { parse, stringify } from 'flatted';
import { WorkflowExecute } from 'n8n-core';
import { createRunExecutionData, NodeHelpers, Workflow } from 'n8n-workflow';
import type { IExecuteFunctions, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { INodeType, INodeTypes, IRun, IRunExecutionData, WorkflowExecuteMode } from 'n8n-workflow';
import { AiHubMaxVeo } from '../../nodes/AiHubMaxVeo/AiHubMaxVeo.node.ts';
import { additionalData } from './additionalData.mts';
import { authenticated } from './authentication.mts';
import type { Stored } from './credentials.mts';
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

const passOn = new PassOn();

/** As an agent's tool n8n gives a node the type `…Tool`. */
function typesWith(veo: INodeType): INodeTypes {
  const typeOf = (name: string) => (name.startsWith(ours.type) ? veo : passOn);
  return {
    getByName: typeOf,
    getByNameAndVersion: (name: string, version?: number) =>
      NodeHelpers.getVersionedNodeType(typeOf(name), version),
    getKnownTypes: () => ({}),
  } as unknown as INodeTypes;
}

export interface Flow {
  /** A function gives what a person has saved by then. */
  credentials: Stored | (() => Stored);
  parameters: INodeParameters;
  items?: INodeExecutionData[];
  /** The node's own settings, such as onError or retryOnFail. */
  settings?: Partial<INode>;
  /** Presses Stop. */
  stopAfter?: (stop: () => void) => void;
  /** In place of the node as it ships, such as one on another clock. */
  nodeType?: INodeType;
  /** What an execution that failed has left behind: a person presses Retry on it. */
  retryOf?: IRunExecutionData;
  /** What started the execution, where nobody pressed Retry; absent = a trigger. */
  mode?: WorkflowExecuteMode;
  /** A retry is an execution of its own. */
  executionId?: string;
  /** A person presses Execute step on the node, and nothing leads to it. */
  startsAlone?: true;
}

const passing = (name: string): INode => ({ ...ours, id: name, name, type: 'passOn', parameters: {} });

const main = (name: string) => ({ node: name, type: 'main' as const, index: 0 });

export function workflowOf({ parameters, settings, nodeType = new AiHubMaxVeo() }: Flow): Workflow {
  const credentials = { aiHubMaxApi: { id: '1', name: 'AIHubMax' } };
  const veo: INode = { ...ours, name: 'Veo', parameters, credentials, ...settings };
  return new Workflow({
    ...{ id: 'workflow', name: 'Test', active: false, settings: { executionOrder: 'v1' } },
    nodeTypes: typesWith(nodeType),
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

export interface Outcome {
  run: IRun;
  /** What reached a node of the workflow. */
  reached(name: 'Fine' | 'Failed'): INodeExecutionData[] | undefined;
  /** Everything that n8n would save. */
  saved: IRunExecutionData;
}

/** As n8n's ExecutionService.retry prepares it: without the error and the run that failed, the memory kept. */
function retried(stored: IRunExecutionData): IRunExecutionData {
  const { error: _error, ...resultData } = stored.resultData;
  const runData = { ...resultData.runData };
  const last = resultData.lastNodeExecuted ?? '';
  if (runData[last]?.at(-1)?.error) runData[last] = runData[last].slice(0, -1);
  return { ...stored, resultData: { ...resultData, runData } };
}

function started(flow: Flow, workflow: Workflow): IRunExecutionData {
  // n8n stores an execution as text.
  if (flow.retryOf) return retried(parse(stringify(flow.retryOf)) as IRunExecutionData);
  const start = workflow.getNode(flow.startsAlone ? 'Veo' : 'Start') ?? passing('Start');
  const stack = [{ node: start, data: { main: [flow.items ?? [{ json: {} }]] }, source: null }];
  return createRunExecutionData({ executionData: { nodeExecutionStack: stack } });
}

/** `workflow`: one that had executions before. */
export async function runFlow(flow: Flow, workflow = workflowOf(flow)): Promise<Outcome> {
  const mode = flow.retryOf ? 'retry' : (flow.mode ?? 'trigger');
  const data = additionalData({ ...flow, authenticate: authenticated }, workflow);
  const engine = new WorkflowExecute(data, mode, started(flow, workflow));
  const running = engine.processRunExecutionData(workflow);
  flow.stopAfter?.(() => running.cancel());
  const run = await running;
  const reached = (name: string) => run.data.resultData.runData[name]?.[0]?.data?.main?.[0] ?? undefined;
  return { run, reached, saved: run.data };
}
