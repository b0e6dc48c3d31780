/** What all items of one execution share, put together from n8n's context. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { accountOf, prices as pricesByAccount, rateLimits } from '../api/account';
import { Client } from '../api/client';
import { createSend, readService } from '../api/send';
import type { Service } from '../credential';
import type { FileTools } from '../files/itemFile';
import { LinkOpener } from '../files/links';
import { Probe } from '../files/probe';
import { Store } from '../files/store';
import { Uploads } from '../files/uploads';
import { recordOf } from '../json';
import type { Memory, NodeRun } from '../memory';
import type { Run } from '../operations/operation';
import { isPrivateUrl } from '../request/hosts';
import { writtenRequest } from '../request/body';
import { Asker } from '../submit/nodeSet';
import { DurableOrders } from '../submit/durable';
import { OrderKeys } from '../submit/orderKeys';
import { fingerprintOf } from '../submit/print';
import { dropOldTestRuns, toolRepeatMs, TestRuns } from '../submit/testRuns';
import { Till } from '../submit/till';
import type { Clock, Yielder } from '../time';
import { TaskHistory, Watch } from '../wait/watch';
import { isTestRun, memoryOf, registerNodeRun } from './call';

/** Names and IDs are free text: lines would look like entries of their own, and signs of control reach a terminal. */
const asLogText = (text: string, maxLength: number): string =>
  text
    .slice(0, maxLength)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();

/**
 * One line of n8n's log for every task: after Stop or a crash n8n keeps nothing else of it. All of it is in the message, since
 * n8n's text log drops the rest. A log that fails must not lose the task.
 */
async function logCreated(context: IExecuteFunctions, taskId: string, itemIndex: number): Promise<void> {
  const { id = '', name = '' } = context.getWorkflow?.() ?? {};
  const workflow = `workflow "${asLogText(name, 200)}" (${id})`;
  const place = `node "${asLogText(context.getNode().name, 200)}", execution ${context.getExecutionId()}`;
  const line = `AIHubMax created task ${asLogText(taskId, 600)}: ${workflow}, ${place}, item ${itemIndex + 1}`;
  await context.logger.info(asLogText(line, 1_500));
}

/** Test runs know of each other, and so do the calls of agents and their clients, which repeat themselves. */
function testRunsOf(context: IExecuteFunctions, { execution, isTool }: NodeRun, clock: Clock) {
  dropOldTestRuns(clock);
  if (isTool) return new TestRuns(clock, execution, toolRepeatMs);
  return isTestRun(context) ? new TestRuns(clock, execution) : null;
}

/** Whose orders they are, in every execution. */
function ownerOf(context: IExecuteFunctions, service: Service) {
  const { id: workflow = '' } = context.getWorkflow?.() ?? {};
  const { id, name } = context.getNode();
  // Without a workflow n8n gives the node another ID at each call.
  return { account: accountOf(service), workflow, node: workflow ? id : name };
}

function fileToolsOf(
  context: IExecuteFunctions,
  service: Service,
  shared: Pick<FileTools, 'client' | 'clock' | 'stop' | 'note'> & { memory: Memory },
): FileTools {
  const links = new LinkOpener(context, service, shared.stop);
  const probe = new Probe(links, shared.clock);
  return { ...shared, links, probe, store: new Store(context), uploads: new Uploads(shared) };
}

/** What n8n's database keeps of orders. */
function keptOrdersOf(
  context: IExecuteFunctions,
  { execution, clock, stop }: { execution: string; clock: Clock; stop: AbortSignal },
) {
  const asker = new Asker({
    helpers: context.helpers,
    clock,
    stop,
    node: `${context.getWorkflow?.().id ?? ''} ${context.getNode().id}`,
    debug: (line) => context.logger.debug(line),
  });
  // A fresh production execution that orders the same again means another video.
  const isRead = context.getMode() === 'retry' || isTestRun(context);
  return {
    durable: new DurableOrders(asker, isRead),
    keys: new OrderKeys(asker, execution),
    keyedOrders: asker.set.orders,
  };
}

/** `stop`: aborted at Stop, and when a failure ends the run; `note`: receives a sentence about a file. Throws anything: see openingFailure. */
export async function createRun(
  context: IExecuteFunctions,
  tools: { clock: Clock; yielder: Yielder; stop: AbortSignal; note(sentence: string): void },
): Promise<Run> {
  const { clock, stop, note } = tools;
  const service = await readService(context, clock);
  const send = createSend(context, service, stop);
  const memory = memoryOf(context);
  const nodeRun = registerNodeRun(context);
  const limits = rateLimits.of(clock, service);
  const userStop = context.getExecutionCancelSignal?.();
  const client = new Client({ ...tools, send, limits, userStop, baseUrl: service.baseUrl });
  const shared = { client, clock, stop, memory };
  const files = fileToolsOf(context, service, { ...shared, note });
  const history = new TaskHistory(memory, nodeRun.execution, clock);
  const watch = new Watch({
    clock,
    stop,
    check: async (taskId, sync) => history.observeCheck(await client.check(taskId, sync), sync),
  });
  const prices = pricesByAccount.of(clock, service);
  const till = new Till({
    ...shared,
    nodeRun,
    prices,
    written: fingerprintOf(writtenRequest(context.getNode().parameters)),
    tests: testRunsOf(context, nodeRun, clock),
    ...keptOrdersOf(context, { ...tools, execution: nodeRun.execution }),
    owner: ownerOf(context, service),
    isDead: async (url) => await files.links.isDead(url),
    observe: (task) => history.observe(task),
    logCreated: (taskId, index) => void logCreated(context, taskId, index).catch(() => undefined),
  });
  const allowsPrivate = isPrivateUrl(service.baseUrl);
  const keyAsWritten = recordOf(recordOf(context.getNode().parameters).options).orderKey;
  return { client, till, watch, history, files, clock, prices, allowsPrivate, keyAsWritten };
}
