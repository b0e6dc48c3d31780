/** A part of OpenAI's chat completions request. */
export interface ChatRequest {
  readonly messages: readonly { readonly role: string; readonly content?: unknown }[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
}

export type Reply =
  | { role: 'assistant'; content: string }
  | { role: 'assistant'; content: null; tool_calls: object[] };

const idea = {
  title: 'Mist over the lake',
  picture: 'A lake at dawn',
  motion: 'The mist drifts',
};

const order = {
  prompt: 'The flowers sway in the wind',
  image_url: 'https://example.com/photo.jpg',
  aspect_ratio: '9:16',
};

const say = (content: string): Reply => ({ role: 'assistant', content });

const call = (name: string, values: object): Reply => ({
  role: 'assistant',
  content: null,
  tool_calls: [
    { id: `call_${name}`, type: 'function', function: { name, arguments: JSON.stringify(values) } },
  ],
});

/** What a reasonable agent does: order once, look once, tell. Without tools it gives the idea of the day. */
export function replyTo({ messages, tools }: ChatRequest): Reply {
  if (!tools?.length) return say(JSON.stringify({ output: idea }));
  const results = messages
    .filter(({ role }) => role === 'tool')
    .map(({ content }) => JSON.stringify(content));
  const [started, looked] = results;
  if (started === undefined) return call('start_video', order);
  const [taskId] = /task-unified-[\w-]+/.exec(started) ?? [];
  if (taskId === undefined) return say(`It was not started: ${started}`);
  if (looked === undefined) return call('check_video', { task_id: taskId });
  const [link] = /https?:[^"\\]+\.mp4/.exec(looked) ?? [];
  return say(link ? `Here is your video: ${link}` : `It is not finished: ${looked}`);
}
