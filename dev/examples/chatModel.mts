import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { replyTo, type ChatRequest, type Reply } from './conversation.mts';

/** A chat model on this machine that speaks OpenAI's protocol and says what conversation.mts tells it. */
export interface ChatModel {
  readonly url: string;
  stop(): Promise<void>;
}

const completion = (message: Reply) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1795340000,
  model: 'gpt-5-mini',
  choices: [{ index: 0, message, finish_reason: 'tool_calls' in message ? 'tool_calls' : 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

async function answer(request: IncomingMessage): Promise<string> {
  const asked = (await json(request)) as ChatRequest;
  return JSON.stringify(completion(replyTo(asked)));
}

export async function startChatModel(): Promise<ChatModel> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    answer(request).then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(JSON.stringify({ error: { message: String(error) } })),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, stop };
}
