/** The part of OpenAI's chat completions that an agent needs. */
export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly ToolOffer[];
  /** The answer is wanted piece by piece. */
  readonly stream?: boolean;
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content?: unknown;
  readonly tool_calls?: readonly ToolCall[];
}

export interface ToolOffer {
  readonly function: { readonly name: string; readonly description?: string; readonly parameters?: object };
}

export interface ToolCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

/** What the model says next. */
export interface Reply {
  readonly role: 'assistant';
  readonly content: string | null;
  readonly tool_calls?: readonly ToolCall[];
}

/** Words for the person. */
export const words = (content: string): Reply => ({ role: 'assistant', content });

/** The wish to use a tool. */
export function use(name: string, values: object): Reply {
  const call = { name, arguments: JSON.stringify(values) };
  const id = `call_${crypto.randomUUID().slice(0, 8)}`;
  return { role: 'assistant', content: null, tool_calls: [{ id, type: 'function', function: call }] };
}

/** The text of a message, whichever way it was sent. */
export const textOf = ({ content }: ChatMessage): string =>
  typeof content === 'string' ? content : JSON.stringify(content ?? '');

const head = { id: 'chatcmpl-1', created: 1795340000, model: 'gpt-5-mini' };
const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
const reasonOf = ({ tool_calls }: Reply): string => (tool_calls ? 'tool_calls' : 'stop');

/** The answer that carries a reply. */
export const completionOf = (message: Reply): object => ({
  ...head,
  object: 'chat.completion',
  choices: [{ index: 0, message, finish_reason: reasonOf(message) }],
  usage,
});

/** The same as a stream of events: all of the reply at once, and then its end. */
export function eventsOf(reply: Reply): string {
  const delta = { ...reply, tool_calls: reply.tool_calls?.map((call, index) => ({ index, ...call })) };
  const choices = [
    { index: 0, delta, finish_reason: null },
    { index: 0, delta: {}, finish_reason: reasonOf(reply) },
  ];
  const chunks = choices.map((choice) =>
    JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [choice], usage }),
  );
  return [...chunks, '[DONE]'].map((data) => `data: ${data}\n\n`).join('');
}
