import { director, tools } from '../real/support/agent/director.mts';
import type { ChatMessage } from '../real/support/agent/protocol.mts';

const taskId = 'task-unified-1795340000-k3v9x2qa';
const user = (content: string): ChatMessage => ({ role: 'user', content });
const tool = (result: object): ChatMessage => ({ role: 'tool', content: JSON.stringify([result]) });

const wants = (...messages: ChatMessage[]) => {
  const { content, tool_calls } = director({ messages });
  return content ?? tool_calls?.map((call) => [call.function.name, JSON.parse(call.function.arguments)]);
};

test('asked for a video, it starts one with the picture that was named', () => {
  const prompt = 'The camera glides over the lake';
  const image_url = 'https://example.com/lake.jpg';
  expect(wants(user(`A video of ${image_url}, please`))).toEqual([[tools.start, { prompt, image_url }]]);
});

test('once a task is known it only checks, whoever named it', () => {
  const check = [[tools.check, { task_id: taskId }]];
  expect(wants(user('A video'), tool({ taskId, request: { prompt: 'x' } }))).toEqual(check);
  const before: ChatMessage = { role: 'assistant', content: `Task ${taskId} is being made` };
  expect(wants(before, user('And now?'))).toEqual(check);
});

test('it says when to ask again, and where the video is', () => {
  const running = { taskId, isDone: false, nextCheckSeconds: 12 };
  expect(wants(user('And now?'), tool(running))).toMatch(/still being made\. Ask me again in 12 seconds/);
  const done = { taskId, isDone: true, videoUrl: 'https://files.example.com/k3v9x2qa.mp4' };
  expect(wants(user('And now?'), tool(done))).toContain('https://files.example.com/k3v9x2qa.mp4');
});

test('it passes on why nothing was started', () => {
  expect(wants(user('A video'), tool({ error: 'Not allowed' }))).toContain('Not allowed');
});
