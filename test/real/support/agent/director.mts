import { textOf, use, words, type ChatMessage, type ChatRequest, type Reply } from './protocol.mts';

/** Names of the tools, as n8n makes them from the names of their nodes. */
export const tools = { start: 'Start_a_video', check: 'Check_a_video' } as const;

const taskPattern = /task-unified-[\w-]+/;
const videoPattern = /https?:[^"\\\s]+\.mp4/;
const picturePattern = /https?:[^"\\\s]+\.jpe?g/;

/** The newest task that was spoken of, by whomever. */
const taskIn = (messages: readonly ChatMessage[]): string | undefined =>
  messages.map((message) => taskPattern.exec(textOf(message))?.[0]).findLast((id) => id !== undefined);

function afterCheck(result: string, taskId: string): Reply {
  const [link] = videoPattern.exec(result) ?? [];
  if (link) return words(`Your video is ready: ${link}`);
  const [, seconds] = /nextCheckSeconds\D{1,4}(\d+)/.exec(result) ?? [];
  return words(`Task ${taskId} is still being made. Ask me again in ${seconds ?? 'some'} seconds.`);
}

/** What a sensible model does with the two tools: it starts once, checks when asked, and never starts what it has begun. */
export function director({ messages }: ChatRequest): Reply {
  const last = messages.at(-1);
  if (!last) throw new Error('nothing was said');
  const text = textOf(last);
  const taskId = taskIn(messages);
  if (last.role === 'user') {
    if (taskId) return use(tools.check, { task_id: taskId });
    const [image_url] = picturePattern.exec(text) ?? [];
    return use(tools.start, { prompt: 'The camera glides over the lake', image_url });
  }
  if (!taskId) return words(`It could not be started: ${text}`);
  // The result of Start speaks of a request, the result of Check does not.
  return /request\W{1,4}\{/.test(text) ? use(tools.check, { task_id: taskId }) : afterCheck(text, taskId);
}
