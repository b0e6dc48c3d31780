import type { INode } from 'n8n-workflow';
import { director } from '../../support/agent/director.mts';
import { startChatModel, type ChatModel, type Mind } from '../../support/agent/model.mts';
import { agentWorkflow } from '../../support/agent/workflow.mts';
import type { Bench } from '../../support/bench.mts';
import { publish } from '../../support/production.mts';
import { until } from '../../../../dev/n8n/until.mts';

/** A published chat with an agent. */
export interface Chat {
  readonly model: ChatModel;
  /** Says something to the agent and returns its answer. */
  say(chatInput: string): Promise<string>;
}

export interface AgentOptions {
  /** typeVersion of the AI Agent node. */
  readonly agent: number;
  /** Of the tools' Settings tab. */
  readonly settings?: Partial<INode>;
  /** What its model thinks; a sensible one unless told otherwise. */
  readonly mind?: Mind;
}

/** Publishes an agent with our two tools, a memory and a model of its own. */
export async function openChat({ n8n, credential }: Bench, options: AgentOptions): Promise<Chat> {
  const model = await startChatModel(options.mind ?? director);
  const data = { apiKey: 'sk-any', url: model.url };
  const openAi = await n8n.rest.createCredential('OpenAI', 'openAiApi', data);
  const path = crypto.randomUUID();
  await publish({ n8n }, agentWorkflow({ ...options, video: credential, model: openAi }, path));
  const address = `${n8n.url}/webhook/${path}/chat`;
  const sessionId = crypto.randomUUID();
  return { model, say: (chatInput) => tell(address, { action: 'sendMessage', sessionId, chatInput }) };
}

async function tell(address: string, message: object): Promise<string> {
  const body = JSON.stringify(message);
  const headers = { 'content-type': 'application/json' };
  // Right after publishing the address is not known yet; nothing has been said to anybody then.
  const answer = await until('the chat answers', async () => {
    const response = await fetch(address, { method: 'POST', headers, body });
    return response.status !== 404 && response;
  });
  return await answer.text();
}
