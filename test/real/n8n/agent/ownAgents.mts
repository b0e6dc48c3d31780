/** An agent of n8n's own module Agents: without a workflow, made and talked to as the editor does it. */
import assert from 'node:assert/strict';
import { videoNodeType, type StoredCredential } from '../../../../dev/n8n/index.mts';
import type { INodeParameters } from 'n8n-workflow';
import { startChatModel, type ChatModel, type Mind } from '../../support/agent/model.mts';
import { words } from '../../support/agent/protocol.mts';
import { credentialsOf, toolParameters } from '../../support/agent/workflow.mts';
import type { Bench } from '../../support/bench.mts';
import type { Chat } from './chat.mts';

/** Of n8n's events: pieces of the answer, and what went wrong. */
interface AgentEvent {
  readonly type: string;
  readonly delta?: string;
  readonly message?: unknown;
}

/** Each conversation begins anew. */
export interface OwnAgent {
  readonly model: ChatModel;
  readonly talk: () => Chat;
}

type Tools = Readonly<Record<string, INodeParameters>>;

const configOf = (model: StoredCredential, video: StoredCredential, tools: Tools) => ({
  name: 'Videos',
  model: 'openai/gpt-5-mini',
  credential: model.id,
  instructions: 'Make videos.',
  tools: Object.entries(tools).map(([name, nodeParameters]) => ({
    type: 'node',
    name,
    node: { nodeType: videoNodeType, nodeTypeVersion: 1, nodeParameters, credentials: credentialsOf(video) },
  })),
});

/** All that an agent says in its answer. Throws what n8n says instead. */
function answerIn(text: string): string {
  const events = text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice('data: '.length)) as AgentEvent);
  const failure = events.find(({ type }) => type === 'error');
  assert.equal(failure, undefined, JSON.stringify(failure));
  return events.flatMap(({ type, delta }) => (type === 'text-delta' && delta ? [delta] : [])).join('');
}

/** Makes an agent with our tools and a model of its own. It is asked for titles as well, with no tool at hand. */
export async function openOwnAgent(
  { n8n, credential }: Bench,
  mind: Mind,
  tools: Tools = toolParameters,
): Promise<OwnAgent> {
  const { session } = n8n.rest;
  const model = await startChatModel((request) => (request.tools?.length ? mind(request) : words('Videos')));
  const data = { apiKey: 'sk-any', url: model.url };
  const openAi = await n8n.rest.createCredential('OpenAI', 'openAiApi', data);
  const { id: project } = await session.send<{ id: string }>('GET', '/rest/projects/personal');
  const agents = `/rest/projects/${project}/agents/v2`;
  const schema = configOf(openAi, credential, tools);
  const { id } = await session.send<{ id: string }>('POST', agents, { name: schema.name, schema });
  const talk = (): Chat => {
    const sessionId = crypto.randomUUID();
    const say = async (message: string) => {
      const body = JSON.stringify({ message, sessionId });
      const response = await session.open(`${agents}/${id}/chat`, { method: 'POST', body });
      return answerIn(await response.text());
    };
    return { model, say };
  };
  return { model, talk };
}
