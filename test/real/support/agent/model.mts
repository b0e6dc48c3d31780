import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { completionOf, eventsOf, type ChatRequest, type Reply } from './protocol.mts';

/** Decides what a model says to a request. */
export type Mind = (request: ChatRequest) => Reply;

export interface Exchange {
  readonly request: ChatRequest;
  readonly reply: Reply;
}

/** A chat model on this machine that speaks OpenAI's protocol. */
export interface ChatModel {
  /** For the Base URL of an OpenAI credential. */
  readonly url: string;
  /** Everything that was said so far. */
  readonly transcript: readonly Exchange[];
  stop(): Promise<void>;
}

/** Starts a model that says what its mind tells it. It has no other API than chat completions, as most local ones. */
export async function startChatModel(mind: Mind): Promise<ChatModel> {
  const transcript: Exchange[] = [];
  const answer = async (message: IncomingMessage): Promise<[type: string, text: string]> => {
    const request = (await json(message)) as ChatRequest;
    const reply = mind(request);
    transcript.push({ request, reply });
    if (request.stream) return ['text/event-stream', eventsOf(reply)];
    return ['application/json', JSON.stringify(completionOf(reply))];
  };
  const server = createServer((request, response) => {
    const refuse = (status: number, error: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
    if (!request.url?.endsWith('/chat/completions')) return void refuse(404, { code: 'unknown_url' });
    answer(request).then(
      ([type, text]) => response.setHeader('content-type', type).end(text),
      (error: unknown) => refuse(400, { message: String(error) }),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, transcript, stop };
}
