/** What all items of one execution share, put together from n8n's context. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { accountOf, prices as pricesByAccount, rateLimits } from '../api/account';
import { Client } from '../api/client';
import { createSend } from '../api/send';
import { readService } from '../api/service';
import { asFailure, isKeyRefused, VideoError } from '../errors';
import { LinkOpener } from '../files/links';
import { Probe } from '../files/probe';
import { Store } from '../files/store';
import { Uploads } from '../files/uploads';
import type { Memory, NodeRun } from '../memory';
import type { Run } from '../operations/operation';
import { isPrivateUrl } from '../request/urls';
import { writtenRequest } from '../request/body';
import { DurableOrders } from '../submit/durable';
import { fingerprintOf } from '../submit/shelf';
import { dropOldTestRuns, TestRuns } from '../submit/testRuns';
import { Till } from '../submit/till';
import type { Clock } from '../time';
import { TaskHistory } from '../wait/history';
import { Watch } from '../wait/watch';
import type { Yielder } from '../yielder';
import { registerNodeRun } from './call';

/** Reads what is left on the account, for a run that only tells it. */
function readBalanceOnce(client: Client): Run['balance'] {
  let reading: ReturnType<Client['credits']> | undefined;
  const read = async () =>
    await client.credits().catch((thrown: unknown) => {
      const failure = asFailure(thrown);
      if (isKeyRefused(failure)) throw new VideoError(failure);
      return null;
    });
  return async () => await (reading ??= read());
}

/** Names are free text: one of several lines would look like several entries. */
const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * One line of n8n's log for every task: after Stop or a crash n8n keeps nothing else of it. All of it is in the message, since
 * n8n's text log drops the rest.
 */
function logCreated(context: IExecuteFunctions, taskId: string, itemIndex: number): void {
  const { id = '', name = '' } = context.getWorkflow?.() ?? {};
  const workflow = `workflow "${onOneLine(name)}" (${id})`;
  const place = `node "${onOneLine(context.getNode().name)}", execution ${context.getExecutionId()}`;
  context.logger.info(`AIHubMax created task ${taskId}: ${workflow}, ${place}, item ${itemIndex}`);
}

/** Test runs and evaluations know of each other; an agent's tool is no test run. */
function testRunsOf(context: IExecuteFunctions, nodeRun: NodeRun, clock: Clock): TestRuns | null {
  dropOldTestRuns(clock);
  const isTest = ['manual', 'evaluation'].includes(context.getMode()) && !nodeRun.isTool;
  return isTest ? new TestRuns(clock, nodeRun.execution) : null;
}

/** Asked by whoever presses a button: a fresh production execution that orders the same again means another video. */
function durableOrdersOf(context: IExecuteFunctions, nodeRun: NodeRun, clock: Clock): DurableOrders {
  const mode = context.getMode();
  return new DurableOrders({
    helpers: context.helpers,
    clock,
    node: `${context.getWorkflow?.().id ?? ''} ${context.getNode().id}`,
    isRead: mode === 'retry' || (['manual', 'evaluation'].includes(mode) && !nodeRun.isTool),
    debug: (line) => context.logger.debug(line),
  });
}

/**
 * `stop` is aborted at Stop, and when an item's failure ends the whole run; `note` receives a sentence about a file of an item.
 * Throws anything; see openingFailure.
 */
export async function createRun(
  context: IExecuteFunctions,
  tools: { clock: Clock; yielder: Yielder; stop: AbortSignal; note(sentence: string): void },
): Promise<Run> {
  const { clock, stop, note } = tools;
  const service = await readService(context, clock);
  const send = createSend(context, service);
  const memory: Memory = context.getContext('node');
  const nodeRun = registerNodeRun(context);
  const limits = rateLimits.of(clock, service);
  const client = new Client({ ...tools, send, limits, userStop: context.getExecutionCancelSignal?.() });
  const shared = { client, clock, stop, memory };

  const allowsPrivate = isPrivateUrl(service.baseUrl);
  const links = new LinkOpener(context, service, stop);
  const store = new Store(context);
  const probe = new Probe(links, allowsPrivate);
  const uploads = new Uploads(shared);
  const files = { ...shared, note, links, store, probe, uploads };

  const history = new TaskHistory(memory, nodeRun.execution, clock);
  const check = async (taskId: string, sync: boolean) =>
    history.observeCheck(await client.check(taskId, sync), sync);
  const watch = new Watch({ check, clock, stop });

  const prices = pricesByAccount.of(clock, service);
  const till = new Till({
    ...shared,
    nodeRun,
    prices,
    written: fingerprintOf(writtenRequest(context.getNode().parameters)),
    tests: testRunsOf(context, nodeRun, clock),
    durable: durableOrdersOf(context, nodeRun, clock),
    owner: {
      account: accountOf(service),
      workflow: context.getWorkflow?.().id ?? '',
      node: context.getNode().id,
    },
    isDead: async (url) => (await links.deadStatus(url)) !== undefined,
    observe: (task) => history.observe(task),
    logCreated: (taskId, index) => logCreated(context, taskId, index),
  });
  const balance = readBalanceOnce(client);
  return { client, till, watch, history, files, clock, prices, balance, allowsPrivate };
}
