/** The output item, whole: its names are what saved workflows depend on. */
import fc from 'fast-check';
import type { JsonValue } from 'fast-check';
import { toItemJson } from '../../nodes/AiHubMaxVeo/output/item';
import { readTask } from '../../nodes/AiHubMaxVeo/api/task';
import {
  completed,
  created,
  failed,
  pending,
  processing,
  refusal,
  taskId,
  videoUrl,
} from '../support/replies.mts';
import type { Reply } from '../support/replies.mts';

const outputOf = (reply: Reply, over: Partial<Parameters<typeof toItemJson>[1]> = {}) => {
  const task = readTask(reply);
  if (!task) throw new Error('No task was read');
  return toItemJson(task, { completedAtMs: (created + 102) * 1000, nextCheckMs: 9_400, ...over });
};

const request = { model: 'veo-3.1-image-to-video', prompt: 'Waves', duration: 8 };

test('a finished task carries its video, and until when the link works', () => {
  const wait = { elapsedMs: 102_380, polls: 7 };
  expect(outputOf(completed(), { request, wait, resumed: false, timedOut: false })).toStrictEqual({
    taskId,
    status: 'completed',
    progress: 100,
    isDone: true,
    isSuccess: true,
    isFailed: false,
    timedOut: false,
    nextCheckSeconds: null,
    model: 'veo-3.1-image-to-video',
    videoUrl,
    videoUrls: [videoUrl],
    createdAt: '2026-11-22T10:13:20.000Z',
    // docs.aihubmax.com, Veo3.1 Image-to-Video, read 2026-11-22: links work for 24 hours.
    expiresAt: '2026-11-23T10:15:02.000Z',
    creditsReserved: 5,
    request,
    wait: { elapsedSeconds: 102.4, polls: 7 },
    resumed: false,
  });
});

const open = {
  taskId,
  status: 'processing',
  progress: 50,
  isDone: false,
  isSuccess: false,
  isFailed: false,
  timedOut: false,
  nextCheckSeconds: 10,
  model: 'veo-3.1-image-to-video',
  videoUrl: null,
  videoUrls: [],
  createdAt: '2026-11-22T10:13:20.000Z',
  creditsReserved: 5,
};

test('a running task says when looking again is worth it, and has no video', () => {
  expect(outputOf(processing(50))).toStrictEqual(open);
});

test('a link that comes before its time is not handed on', () => {
  expect(outputOf(processing(50, { results: [{ url: videoUrl }] }))).toStrictEqual(open);
});

test('completed without a link is not done yet', () => {
  const output = outputOf(completed({ results: null }), { timedOut: true });
  expect(output).toStrictEqual({ ...open, status: 'completed', progress: 100, timedOut: true });
});

test('a failed task says why, and whether trying again may help', () => {
  expect(outputOf(failed())).toStrictEqual({
    ...open,
    ...{ status: 'failed', progress: 0, isDone: true, isFailed: true, nextCheckSeconds: null },
    failure: {
      code: refusal.code,
      message: refusal.message,
      category: 'content_policy',
      retryable: false,
      advice: expect.stringMatching(/./) as string,
      taskId,
    },
  });
});

test('of an item that creates it says, beside the credits, whether it was charged, and in its failure as well', () => {
  const output = outputOf(failed({ error: { message: 'The input image is prohibited content' } }), {
    charged: 'unknown',
  });
  expect(Object.keys(output).slice(4, 6)).toEqual(['creditsReserved', 'charged']);
  expect(output).toMatchObject({
    charged: 'unknown',
    failure: { charged: 'unknown', part: 'image', taskId },
  });
  expect(outputOf(failed())).not.toHaveProperty('charged');
});

test('a reply that left things out gives null, not undefined', () => {
  expect(outputOf({ id: taskId, status: 'pending' })).toStrictEqual({
    ...open,
    ...{ status: 'pending', progress: 0, model: null, createdAt: null, creditsReserved: null },
  });
});

test("the API's own reply is added on demand", () => {
  const reply = pending({ surprise: [1, { two: 2 }] });
  expect(outputOf(reply, { raw: true }).raw).toEqual(reply);
});

/** As it comes out of a parser; minus zero is not worth a word. */
const plainJson = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);

test('no item that stands for a task ever has a key error, and every one survives as JSON', () => {
  const over = fc.dictionary(
    fc.constantFrom('status', 'progress', 'created', 'results', 'error', 'usage', 'model'),
    plainJson,
  );
  const statuses = fc.constantFrom<unknown>('completed', 'failed', 'pending', 'strange', null);
  fc.assert(
    fc.property(over, statuses, fc.boolean(), (odd, status, raw) => {
      const output = outputOf({ ...pending(odd), status }, { raw });
      expect(Object.keys(output)).not.toContain('error');
      expect(JSON.parse(JSON.stringify(output))).toEqual(output);
      expect(output.isDone).toBe(output.isSuccess || output.isFailed);
      expect(output.videoUrl === null).toBe(!output.isSuccess);
    }),
    { numRuns: 500 },
  );
});

test('what people came for comes first, and what is nested last', () => {
  const wait = { elapsedMs: 102_380, polls: 7 };
  const done = outputOf(completed(), { request, wait, resumed: false, raw: true });
  expect(Object.keys(done).slice(0, 6)).toEqual([
    'videoUrl',
    'status',
    'isSuccess',
    'taskId',
    'creditsReserved',
    'expiresAt',
  ]);
  expect(Object.keys(done).slice(-4)).toEqual(['videoUrls', 'request', 'wait', 'raw']);
  const open = outputOf(pending(), { request });
  expect(Object.keys(open).slice(0, 5)).toEqual([
    'videoUrl',
    'status',
    'isSuccess',
    'taskId',
    'creditsReserved',
  ]);
});
