/** An MCP client that drives our node as tools of an MCP Server Trigger, and repeats a call after a timeout of its own. */
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { INodeParameters } from 'n8n-workflow';
import { ManualClock } from '../../../dev/emulator/index.mts';
import { credentialType, graph, node, videoNodeType } from '../../../dev/n8n/index.mts';
import { until } from '../../../dev/n8n/until.mts';
import { order, type Bench } from './bench.mts';
import { story, waitFor, whileTimeFlies } from './crashes.mts';
import { publish } from './production.mts';
import { withOwnService } from './service.mts';

const taskSeconds = 300;
/** The client's patience, in ms: with a call that cannot end in time, and with one that can, however busy the machine is. */
const [impatient, patient] = [4_000, 60_000];
const tookTooLong = /timed out/i;

/** Publishes the tools, each one our node. Gives what connects a client to them. */
async function serve(
  bench: Bench,
  tools: Readonly<Record<string, INodeParameters>>,
): Promise<() => Promise<Client>> {
  const { id, name } = bench.credential;
  const path = crypto.randomUUID();
  const trigger = node(
    'Start',
    '@n8n/n8n-nodes-langchain.mcpTrigger',
    { path },
    { typeVersion: 2, webhookId: path },
  );
  const nodes = Object.entries(tools).map(([tool, parameters]) =>
    node(tool, `${videoNodeType}Tool`, parameters, { credentials: { [credentialType]: { id, name } } }),
  );
  const links = nodes.map((each) => ({ from: each.name, to: 'Start', type: 'ai_tool' as const }));
  await publish(bench, graph('Suite', [trigger, ...nodes], links));
  // Right after publishing the address is not known yet.
  return async () =>
    await until('the MCP server answers', async () => {
      const client = new Client({ name: 'suite', version: '1.0.0' });
      const transport = new StreamableHTTPClientTransport(new URL(`${bench.n8n.url}/mcp/${path}`));
      return await client.connect(transport).then(
        () => client,
        () => undefined,
      );
    });
}

interface Call {
  readonly name: string;
  readonly values?: Record<string, string>;
}

const makeVideo: Call = { name: 'Make_video' };
const isRepeat = /completed.*the same request that was made before/;

const call = async (client: Client, { name, values = {} }: Call, timeout = patient): Promise<string> =>
  JSON.stringify(await client.callTool({ name, arguments: values }, undefined, { timeout }));

/** Create and Wait as one tool: the repeated call is a new execution, which gets the same task, and says so. */
export const repeatsCreateByMcp = withOwnService({ clock: new ManualClock(), taskSeconds }, async (bench) => {
  const { emulator } = bench;
  const client = await (await serve(bench, { Make_video: order(bench) }))();
  await assert.rejects(call(client, makeVideo, impatient), tookTooLong);
  const { length: looked } = emulator.requests();
  const second = call(client, makeVideo);
  await until('the second call looks at the task', () => emulator.requests().length > looked);
  emulator.advance(taskSeconds * 1000);
  assert.match(await second, isRepeat);
  assert.equal(emulator.createAttempts(), 1);
  await client.close();
});

/** Its connection breaks as n8n dies: it connects anew, and repeats the call. */
export const repeatsLostCallByMcp = story(async (bench) => {
  const connect = await serve(bench, { Make_video: order(bench) });
  const lost = call(await connect(), makeVideo).catch((thrown: unknown) => thrown);
  await waitFor(bench, 1);
  const check = async () => {
    assert.ok((await lost) instanceof Error);
    const client = await connect();
    assert.match(await whileTimeFlies(bench, call(client, makeVideo)), isRepeat);
    assert.equal(bench.emulator.createAttempts(), 1);
    await client.close();
  };
  return { check };
});

/** Create and Get Status as two tools: what takes long is the wait, and repeating it is free. */
export const repeatsCheckByMcp = withOwnService({ clock: new ManualClock(), taskSeconds }, async (bench) => {
  const { emulator } = bench;
  const taskId = "={{ $fromAI('task_id', 'The taskId that Start gave', 'string') }}";
  const connect = await serve(bench, {
    Start_video: order(bench, { operation: 'create' }),
    Wait_for_video: { operation: 'getStatus', taskId, waitForCompletion: true },
  });
  const client = await connect();
  const [id = ''] = /task-unified-[\w-]+/.exec(await call(client, { name: 'Start_video' })) ?? [];
  const wait = { name: 'Wait_for_video', values: { task_id: id } };
  await assert.rejects(call(client, wait, impatient), tookTooLong);
  emulator.advance(taskSeconds * 1000);
  assert.match(await call(client, wait), /completed/);
  assert.equal(emulator.creates(), 1);
  await client.close();
});
