/** What all items of one execution share, put together from n8n's context. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { accountOf, prices, rateLimits } from '../api/account';
import type { Prices } from '../api/account';
import { Client } from '../api/client';
import { createSend } from '../api/send';
import { readService } from '../api/service';
import type { Service } from '../api/service';
import type { Yielder } from '../yielder';
import { asFailure, isKeyRefused, VideoError } from '../errors';
import { LinkOpener } from '../files/links';
import { Probe } from '../files/probe';
import { Store } from '../files/store';
import { Uploads } from '../files/uploads';
import type { Memory, NodeRun } from '../memory';
import type { Run } from '../operations/operation';
import { isPrivateUrl } from '../request/urlIssue';
import { writtenRequest } from '../request/written';
import { fingerprintOf } from '../submit/shelf';
import { dropOldTestRuns, TestRuns } from '../submit/testRuns';
import { Till } from '../submit/till';
import type { Clock } from '../time';
import { TaskHistory } from '../wait/history';
import { Watch } from '../wait/watch';
import { isTool, registerTry } from './caller';
import { createLog } from './createdLog';

/** What ends a run's waits, and what it tells the user besides its items. */
interface RunTools {
  clock: Clock;
  yielder: Yielder;
  /** Aborted when the user presses Stop, and when an item's failure ends the whole run. */
  stop: AbortSignal;
  /** Receives a sentence about a file of an item. */
  note(sentence: string): void;
}

const nodeRunOf = (context: IExecuteFunctions): NodeRun => ({
  runIndex: Number(context.getWorkflowDataProxy(0).$runIndex ?? 0),
  execution: context.getExecutionId() ?? '',
  isTool: isTool(context),
  ...registerTry(context),
});

/** What the rooms below share of it. */
type Shared = RunTools & {
  client: Client;
  links: LinkOpener;
  memory: Memory;
  nodeRun: NodeRun;
  prices: Prices;
  service: Service;
  history: TaskHistory;
};

/** Test runs and evaluations know of each other; an agent's tool is no test run. */
function testRunsOf(context: IExecuteFunctions, { clock, nodeRun }: Shared): TestRuns | null {
  dropOldTestRuns(clock);
  const isTest = ['manual', 'evaluation'].includes(context.getMode()) && !nodeRun.isTool;
  return isTest ? new TestRuns(clock, nodeRun.execution) : null;
}

const tillOf = (context: IExecuteFunctions, shared: Shared): Till =>
  new Till({
    ...shared,
    written: fingerprintOf(writtenRequest(context.getNode().parameters)),
    tests: testRunsOf(context, shared),
    owner: {
      account: accountOf(shared.service),
      workflow: context.getWorkflow?.().id ?? '',
      node: context.getNode().id,
    },
    isDead: async (url) => (await shared.links.deadStatus(url)) !== undefined,
    observe: (task) => shared.history.observe(task),
    logCreated: createLog(context),
  });

function watchOf({ client, history, clock, stop }: Shared): Watch {
  const check = async (taskId: string, sync: boolean) =>
    history.observeCheck(await client.check(taskId, sync), sync);
  return new Watch({ check, clock, stop });
}

async function share(context: IExecuteFunctions, tools: RunTools): Promise<Shared> {
  const { clock, stop } = tools;
  const service = await readService(context, clock);
  const send = createSend(context, service);
  const memory: Memory = context.getContext('node');
  const nodeRun = nodeRunOf(context);
  const userStop = context.getExecutionCancelSignal?.();
  return {
    ...tools,
    ...{ service, memory, nodeRun },
    client: new Client({ ...tools, userStop, send, limits: rateLimits.of(clock, service) }),
    links: new LinkOpener(context, service, stop),
    prices: prices.of(clock, service),
    history: new TaskHistory(memory, nodeRun.execution, clock),
  };
}

/** What is left on the account, for a run that only tells it: read once, and null where it cannot be read. Throws where the key is refused. */
function creditsOnce(client: Client): Run['balance'] {
  let credits: ReturnType<Client['credits']> | undefined;
  const read = async () =>
    await client.credits().catch((thrown: unknown) => {
      const failure = asFailure(thrown);
      if (isKeyRefused(failure)) throw new VideoError(failure);
      return null;
    });
  return async () => await (credits ??= read());
}

/** Throws anything; see openingFailure. */
export async function createRun(context: IExecuteFunctions, tools: RunTools): Promise<Run> {
  const shared = await share(context, tools);
  const { client, clock, note, prices: known, history } = shared;
  const isLocal = isPrivateUrl(shared.service.baseUrl);
  return {
    ...{ client, clock, isLocal, note, prices: known, history },
    balance: creditsOnce(client),
    watch: watchOf(shared),
    files: {
      ...shared,
      store: new Store(context),
      probe: new Probe(shared.links, isLocal),
      uploads: new Uploads(shared),
      inspections: new Map(),
    },
    till: tillOf(context, shared),
  };
}
