/** What all items of one execution share, put together from n8n's context. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { prices, rateLimits } from '../api/account';
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
  yielder: Yielder;
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
    isDead: async (url) => (await shared.links.deadStatus(url)) !== undefined,
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
  const { client, clock, note, prices: known, sightings } = shared;
  const isLocal = isPrivateUrl(shared.service.baseUrl);
  return {
    ...{ client, clock, isLocal, note, prices: known, sightings },
    balance: creditsOnce(client),
    watch: watchOf(shared),
    files: {
      ...shared,
      store: new Store(context),
      probe: new Probe(shared.links, isLocal),
      uploads: new Uploads(shared),
    },
    till: tillOf(context, shared),
  };
}
