/** What all items of one execution share, put together from n8n's context. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { Client } from '../api/client';
import { limitsOf } from '../api/limits';
import { createSend, readService } from '../api/send';
import type { Breath } from '../breath';
import { Files } from '../files/files';
import { LinkOpener } from '../files/openLink';
import { Store } from '../files/store';
import type { Memory, Pass } from '../memory';
import type { Run } from '../operations/operation';
import { isPrivateUrl } from '../request/urlIssue';
import { writtenRequest } from '../request/written';
import { fingerprintOf } from '../submit/ledger';
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
type Shared = RunTools & { client: Client; memory: Memory; pass: Pass; sightings: Sightings };

const tillOf = (context: IExecuteFunctions, shared: Shared): Till =>
  new Till({
    ...shared,
    written: fingerprintOf(writtenRequest(context.getNode().parameters)),
    note: (task) => shared.sightings.note(task),
    logCreated: createLog(context),
  });

function watchOf({ client, sightings, clock, stop }: Shared): Watch {
  const check = async (taskId: string, sync: boolean) =>
    sightings.noteCheck(await client.check(taskId, sync), sync);
  return new Watch({ check, clock, stop });
}

/** Throws anything; see api/opening.ts. */
export async function createRun(context: IExecuteFunctions, tools: RunTools): Promise<Run> {
  const { clock, stop } = tools;
  const service = await readService(context, clock);
  const send = createSend(context, service);
  const client = new Client({ ...tools, send, limits: limitsOf(clock, service) });
  const memory: Memory = context.getContext('node');
  const pass = passOf(context);
  const sightings = new Sightings(memory, pass.execution, clock);
  const shared = { ...tools, client, memory, pass, sightings };
  const links = new LinkOpener(context, service, stop);
  return {
    client,
    clock,
    sightings,
    isLocal: isPrivateUrl(service.baseUrl),
    watch: watchOf(shared),
    files: new Files({ ...shared, store: new Store(context), links }, memory),
    till: tillOf(context, shared),
  };
}
