/** n8n's execution context as far as the node uses it, around a fake service. */
import type {
  IBinaryKeyData,
  IDataObject,
  IExecuteFunctions,
  IHttpRequestOptions,
  INodeExecutionData,
  INodeParameters,
  WorkflowExecuteMode,
} from 'n8n-workflow';
import { operations } from '../../nodes/AiHubMaxVeo/operations';
import { execute as executeNode } from '../../nodes/AiHubMaxVeo/run/execute';
import { binaryHelpers, type Saved } from './binaries.mts';
import { VirtualClock } from './clock.mts';
import type { Database } from './database.mts';
import { filledIn, node } from './form.mts';
import type { FakeService } from './service.mts';

export const key = 'sk-test-3f9a1c7e5b2d';

export interface Scene {
  service: FakeService;
  /** Of every item; what is left out has the form's default. */
  parameters?: INodeParameters;
  /** What expressions give, item by item; one item without any when left out. */
  items?: INodeParameters[];
  /** The JSON of the items, besides their number. */
  json?: IDataObject[];
  /** The files of the items. */
  binaries?: IBinaryKeyData[];
  /** What lies in n8n's binary store, by ID; null = n8n has lost it. */
  stored?: Record<string, Buffer | null>;
  /** Receives the ID of each file that is opened there. */
  opened?: string[];
  /** Receives what the node puts into the store. */
  saved?: Saved[];
  /** Receives what the user is told besides. */
  hints?: string[];
  continueOnFail?: boolean;
  stop?: AbortSignal;
  apiKey?: string;
  baseUrl?: string;
  /** What the node keeps in the execution; hand the same object in again for a second try. */
  memory?: Record<string, unknown>;
  /** n8n's step of the engine; the tries of Retry On Fail share one. */
  step?: object;
  /** Retry On Fail stays within one; a person's Retry is a new one. */
  executionId?: string;
  /** Which pass of a loop. */
  runIndex?: number;
  mode?: WorkflowExecuteMode;
  workflowId?: string;
  clock?: VirtualClock;
  /** n8n's, with a set for each node; older versions have none. */
  database?: Database;
  /** Receives the lines of n8n's log of level debug. */
  debugged?: string[];
  /** An agent uses the node as its tool. */
  isTool?: boolean;
  /** The agent is of version 3 or later, so n8n's engine runs the tool, as a node of another type. */
  isEngineTool?: boolean;
  /** n8n's own Agents call it: without an execution or a workflow, as a node of another ID each time. */
  isAgentsTool?: boolean;
  /** The node has no credential; n8n throws this. */
  noCredential?: Error;
  /** What n8n makes of the credential for an item, at every reading anew; in place of `apiKey` and `baseUrl`. */
  credential?(item: number): object;
}

const isPlain = (value: unknown) => typeof value !== 'object' || value === null;

type Fill = typeof filledIn;

/** Items that differ in what their expressions give have one form. */
function filledInOnce(): Fill {
  const forms = new Map<string, INodeParameters>();
  return (values) => {
    const text = JSON.stringify(values);
    const form = forms.get(text) ?? filledIn(values);
    forms.set(text, form);
    return form;
  };
}

/** As n8n does it: the form is judged by the expressions, the run reads what they give. */
function resolved(parameters: INodeParameters, own: INodeParameters, fill: Fill): INodeParameters {
  const expressions = Object.keys(own).filter((name) => isPlain(own[name]));
  const written = Object.fromEntries(expressions.map((name) => [name, '={{ $json.value }}']));
  const form = fill({ ...parameters, ...own, ...written });
  const given = expressions.filter((name) => name in form).map((name) => [name, own[name]]);
  return { ...form, ...(Object.fromEntries(given) as INodeParameters) };
}

const at = (values: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], values);

function reader(perItem: INodeParameters[], parameters: INodeParameters) {
  return (name: string, item = 0, ...fallback: unknown[]): unknown => {
    const value = at(perItem[item] ?? filledIn(parameters), name);
    if (value !== undefined) return value;
    if (fallback.length === 0) throw new Error(`Could not get parameter ${name}`);
    return fallback[0];
  };
}

export function fakeContext(scene: Scene): IExecuteFunctions {
  const { service, parameters = {}, items = [{}], stop, memory = {}, apiKey = key, json = [] } = scene;
  const {
    binaries = [],
    stored = {},
    opened = [],
    saved = [],
    hints = [],
    workflowId = 'workflow-1',
  } = scene;
  const nodeId = crypto.randomUUID();
  const fill = filledInOnce();
  const perItem = items.map((own) => resolved(parameters, own, fill));
  const credentials = { apiKey, baseUrl: scene.baseUrl ?? 'https://api.aihubmax.com' };
  const context = {
    getNodeParameter: reader(perItem, parameters),
    getInputData: () =>
      items.map((_own, item) => ({ json: { item, ...json[item] }, binary: binaries[item] })),
    getCredentials: async (_name: string, item = 0) => {
      if (scene.noCredential) throw scene.noCredential;
      return { ...(scene.credential?.(item) ?? credentials) };
    },
    getNode: () => ({
      ...node,
      ...(scene.isEngineTool && { type: `${node.type}Tool` }),
      ...(scene.isAgentsTool && { id: nodeId }),
      parameters,
    }),
    getContext: () => {
      if (scene.isAgentsTool) throw new Error('`executionData` is not initialized');
      return memory;
    },
    ...{
      getMode: () => scene.mode ?? 'trigger',
      getWorkflow: () => ({ id: scene.isAgentsTool ? undefined : workflowId }),
    },
    getExecuteData: () => scene.step ?? {},
    getExecutionId: () => (scene.isAgentsTool ? undefined : (scene.executionId ?? 'execution-1')),
    getWorkflowDataProxy: () => ({ $runIndex: scene.runIndex ?? 0 }),
    getExecutionCancelSignal: () => stop,
    isToolExecution: () => (scene.isTool ?? false) && !scene.isEngineTool,
    continueOnFail: () => scene.continueOnFail ?? false,
    addExecutionHints: (...given: { message: string }[]) =>
      void hints.push(...given.map(({ message }) => message)),
    logger: {
      debug: (line: string) => void scene.debugged?.push(line),
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
    },
    helpers: {
      ...binaryHelpers(binaries, { stored, opened, saved }),
      ...scene.database?.helpers(workflowId, node.id),
      // Without the key: for the files of results, which lie elsewhere.
      httpRequest: async (request: IHttpRequestOptions) => await service.answer(request, node),
      httpRequestWithAuthentication: async (_credential: string, request: IHttpRequestOptions) =>
        await service.answer(request, node),
    },
  };
  return context as unknown as IExecuteFunctions;
}

/** All outputs of a whole run, on virtual time. */
export async function outputs(scene: Scene): Promise<INodeExecutionData[][]> {
  const clock = scene.clock ?? new VirtualClock();
  return await clock.run(
    executeNode(fakeContext(scene), { operations, continueOnFail: scene.continueOnFail ?? false, clock }),
  );
}

/** The items of the first output. */
export const execute = async (scene: Scene): Promise<INodeExecutionData[]> => (await outputs(scene))[0] ?? [];

/** What a run threw. */
export async function failing(scene: Scene): Promise<Error> {
  try {
    await execute(scene);
  } catch (thrown) {
    if (thrown instanceof Error) return thrown;
  }
  throw new Error('The run was expected to fail');
}

export { flowers, picture } from './flowers.mts';
