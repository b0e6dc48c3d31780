/** n8n's execution context as far as the node uses it, around a fake service. */
import type {
  IExecuteFunctions,
  IHttpRequestOptions,
  INodeExecutionData,
  INodeParameters,
} from 'n8n-workflow';
import { execute as executeNode } from '../../nodes/AiHubMaxVeo/operations/execute';
import { VirtualClock } from './clock.mts';
import { filledIn, node } from './form.mts';
import type { FakeService } from './service.mts';

export const key = 'sk-test-3f9a1c7e5b2d';

export interface Scene {
  service: FakeService;
  /** Of every item; what is left out has the form's default. */
  parameters?: INodeParameters;
  /** What expressions give, item by item; one item without any when left out. */
  items?: INodeParameters[];
  continueOnFail?: boolean;
  stop?: AbortSignal;
  apiKey?: string;
  baseUrl?: string;
  /** What the node keeps in the execution; hand the same object in again for a second try. */
  memory?: Record<string, unknown>;
  /** Retry On Fail stays within one; a person's Retry is a new one. */
  executionId?: string;
  /** Which pass of a loop. */
  runIndex?: number;
  clock?: VirtualClock;
}

const isPlain = (value: unknown) => typeof value !== 'object' || value === null;

/** As n8n does it: the form is judged by the expressions, the run reads what they give. */
function resolved(parameters: INodeParameters, own: INodeParameters): INodeParameters {
  const expressions = Object.keys(own).filter((name) => isPlain(own[name]));
  const written = Object.fromEntries(expressions.map((name) => [name, '={{ $json.value }}']));
  const form = filledIn({ ...parameters, ...own, ...written });
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
  const { service, parameters = {}, items = [{}], stop, memory = {}, apiKey = key } = scene;
  const perItem = items.map((own) => resolved(parameters, own));
  const credentials = { apiKey, baseUrl: scene.baseUrl ?? 'https://api.aihubmax.com' };
  const context = {
    getNodeParameter: reader(perItem, parameters),
    getInputData: () => items.map((_own, item) => ({ json: { item } })),
    getCredentials: async () => ({ ...credentials }),
    getNode: () => ({ ...node, parameters }),
    getContext: () => memory,
    getMode: () => 'trigger',
    getExecutionId: () => scene.executionId ?? 'execution-1',
    getWorkflowDataProxy: () => ({ $runIndex: scene.runIndex ?? 0 }),
    getExecutionCancelSignal: () => stop,
    continueOnFail: () => scene.continueOnFail ?? false,
    addExecutionHints: () => undefined,
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    helpers: {
      httpRequestWithAuthentication: async (_credential: string, request: IHttpRequestOptions) =>
        await service.answer(request, node),
    },
  };
  return context as unknown as IExecuteFunctions;
}

/** The output items of a whole run, on virtual time. */
export async function execute(scene: Scene): Promise<INodeExecutionData[]> {
  const clock = scene.clock ?? new VirtualClock();
  const [output] = await clock.run(executeNode(fakeContext(scene), clock));
  return output ?? [];
}

/** What a run threw. */
export async function failing(scene: Scene): Promise<Error> {
  try {
    await execute(scene);
  } catch (thrown) {
    if (thrown instanceof Error) return thrown;
  }
  throw new Error('The run was expected to fail');
}

export const picture = 'https://example.com/photo.jpg';

/** The parameters of an ordinary create. */
export const flowers: INodeParameters = {
  operation: 'create',
  prompt: 'The flowers sway gently in the wind',
  imageUrl: picture,
};
