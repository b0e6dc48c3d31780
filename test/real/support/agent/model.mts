import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { completionOf, type ChatRequest, type Reply } from './protocol.mts';

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

/** Starts a model that says what its mind tells it. */
export async function startChatModel(mind: Mind): Promise<ChatModel> {
  const transcript: Exchange[] = [];
  const answer = async (message: IncomingMessage): Promise<string> => {
    const request = (await json(message)) as ChatRequest;
    const reply = mind(request);
    transcript.push({ request, reply });
    return JSON.stringify(completionOf(reply));
  };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    answer(request).then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(400).end(JSON.stringify({ error: { message: String(error) } })),
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
