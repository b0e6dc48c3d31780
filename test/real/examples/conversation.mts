import { textOf, use, words, type ChatRequest, type Reply } from '../support/agent/protocol.mts';

const idea = {
  title: 'Mist over the lake',
  image: 'A lake at dawn',
  motion: 'The mist drifts',
};

const order = {
  prompt: 'The flowers sway in the wind',
  image_url: 'https://example.com/photo.jpg',
  aspect_ratio: '9:16',
};

/** What a reasonable agent does: order once, look once, tell. Without tools it gives the idea of the day. */
export function replyTo({ messages, tools }: ChatRequest): Reply {
  if (!tools?.length) return words(JSON.stringify({ output: idea }));
  const [started, looked] = messages.filter(({ role }) => role === 'tool').map(textOf);
  if (started === undefined) return use('start_video', order);
  const [taskId] = /task-unified-[\w-]+/.exec(started) ?? [];
  if (taskId === undefined) return words(`It was not started: ${started}`);
  if (looked === undefined) return use('check_video', { task_id: taskId });
  const [link] = /https?:[^"\\]+\.mp4/.exec(looked) ?? [];
  return words(link ? `Here is your video: ${link}` : `It is not finished: ${looked}`);
}
