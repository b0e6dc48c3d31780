/** The part of OpenAI's chat completions that an agent needs. */
export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly ToolOffer[];
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

/** The answer that carries a reply. */
export const completionOf = (message: Reply): object => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1795340000,
  model: 'gpt-5-mini',
  choices: [{ index: 0, message, finish_reason: message.tool_calls ? 'tool_calls' : 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});
