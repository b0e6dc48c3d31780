/** What all items of one execution share, put together from n8n's context. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { BalanceOnce } from '../api/balanceOnce';
import { Client } from '../api/client';
import { rateLimits } from '../api/limits';
import { prices } from '../api/prices';
import type { Prices } from '../api/prices';
import { createSend, readService } from '../api/send';
import type { Service } from '../api/service';
import type { Breath } from '../breath';
import { findDeadStatus } from '../files/deadLink';
import { Files } from '../files/files';
import { LinkOpener } from '../files/openLink';
import { Store } from '../files/store';
import type { Memory, Pass } from '../memory';
import type { Run } from '../operations/operation';
import { isPrivateUrl } from '../request/urlIssue';
import { writtenRequest } from '../request/written';
import { fingerprintOf } from '../submit/ledger';
import { Reuse, testOrders } from '../submit/reuse';
import { Till } from '../submit/till';
import type { Clock } from '../time';
import { Sightings } from '../wait/seen';
import { Watch } from '../wait/watch';
import { isTool, registerTry } from './caller';
import { createLog } from './createdLog';

/** What ends a run's waits, and what it tells the user besides its items. */
interface RunTools {
  clock: Clock;
  breath: Breath;
  /** Aborted when the user presses Stop, and when an item's failure ends the whole run. */
  stop: AbortSignal;
  /** Receives a sentence about a file of an item. */
  note(sentence: string): void;
}

const passOf = (context: IExecuteFunctions): Pass => ({
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
  pass: Pass;
  prices: Prices;
  service: Service;
  sightings: Sightings;
};

/** Test runs in the editor know of each other; an agent's tool is no test run. */
function reuseOf(context: IExecuteFunctions, { clock, pass, service }: Shared): Reuse | null {
  if (context.getMode() !== 'manual' || pass.isTool) return null;
  const { id: node } = context.getNode();
  const { runIndex, execution } = pass;
  const place = { workflow: context.getWorkflow().id ?? '', node, runIndex, execution };
  return new Reuse(testOrders.of(clock, service), place, clock);
}

const tillOf = (context: IExecuteFunctions, shared: Shared): Till =>
  new Till({
    ...shared,
    written: fingerprintOf(writtenRequest(context.getNode().parameters)),
    reuse: reuseOf(context, shared),
    isDead: async (url) => (await findDeadStatus(shared.links, url)) !== undefined,
    note: (task) => shared.sightings.note(task),
    logCreated: createLog(context),
  });

function watchOf({ client, sightings, clock, stop }: Shared): Watch {
  const check = async (taskId: string, sync: boolean) =>
    sightings.noteCheck(await client.check(taskId, sync), sync);
  return new Watch({ check, clock, stop });
}

async function share(context: IExecuteFunctions, tools: RunTools): Promise<Shared> {
  const { clock, stop } = tools;
  const service = await readService(context, clock);
  const send = createSend(context, service);
  const memory: Memory = context.getContext('node');
  const pass = passOf(context);
  const userStop = context.getExecutionCancelSignal?.();
  return {
    ...tools,
    ...{ service, memory, pass },
    client: new Client({ ...tools, userStop, send, limits: rateLimits.of(clock, service) }),
    links: new LinkOpener(context, service, stop),
    prices: prices.of(clock, service),
    sightings: new Sightings(memory, pass.execution, clock),
  };
}

/** Throws anything; see api/opening.ts. */
export async function createRun(context: IExecuteFunctions, tools: RunTools): Promise<Run> {
  const shared = await share(context, tools);
  const { client, clock, memory, note, prices: known, sightings } = shared;
  const isLocal = isPrivateUrl(shared.service.baseUrl);
  return {
    ...{ client, clock, isLocal, note, prices: known, sightings },
    balance: new BalanceOnce(client),
    watch: watchOf(shared),
    files: new Files({ ...shared, store: new Store(context) }, { memory, isLocal }),
    till: tillOf(context, shared),
  };
}
