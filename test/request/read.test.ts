/** From n8n's parameters to a draft: only what the model has and what is filled in. */
import { valueOf } from '../../nodes/AiHubMaxVeo/request/checked';
import { readDraft, readTaskId } from '../../nodes/AiHubMaxVeo/request/read';
import { failureOf } from '../support/failure.mts';

function draftOf(parameters: Record<string, unknown>) {
  const draft = readDraft((name) => parameters[name], false);
  if ('issues' in draft) return { issue: draft.issues.join(' ') };
  const { wireModel, values, files } = draft.value;
  return { model: wireModel, values: { ...values, image: files.image && valueOf(files.image)[0]?.value } };
}

const everything = {
  model: 'veo-3.1-image-to-video',
  prompt: 'Waves roll in',
  imageUrl: 'https://example.com/photo.jpg',
  aspectRatio: '9:16',
  resolution: '4k',
  duration: 6,
  generateAudio: true,
  options: {
    autoFix: false,
    enhancePrompt: true,
    negativePrompt: 'blurry',
    personGeneration: 'dont_allow',
    safetyTolerance: 2,
    seed: 7,
  },
};

// AIHubMax has older models of these names, which make a video from the text alone unless they are told otherwise (api-contract.md 7).
test.each([
  ['veo-3.1-lite', 'veo-3.1-lite-image-to-video'],
  ['Veo-3.1-Fast', 'veo-3.1-fast-image-to-video'],
  ['veo-3.1', 'veo-3.1-image-to-video'],
  ['ｌｉｔｅ', 'veo-3.1-lite-image-to-video'],
  ['"lite"', 'veo-3.1-lite-image-to-video'],
  ['lite\u200b', 'veo-3.1-lite-image-to-video'],
])('the model %j is %s in Image to Video', (model, id) => {
  expect(draftOf({ ...everything, model }).model).toBe(id);
});

test.each([
  ['text-to-video', 'veo-3.1-text-to-video'],
  ['First_and_Last_Frame', 'veo-3.1-first-last-frame-to-video'],
  ['IMAGE-TO-VIDEO', 'veo-3.1-image-to-video'],
])('the mode %j has the model %s', (mode, id) => {
  expect(draftOf({ ...everything, mode, model: 'standard' }).model).toBe(id);
});

test('the model is read without the blanks around it', () => {
  expect(draftOf({ ...everything, model: ' veo-3.1-image-to-video\n' })).toMatchObject({
    model: 'veo-3.1-image-to-video',
  });
});

test.each([undefined, null, 'nothing', 7])('options that are no options read as none: %j', (options) => {
  const { model, prompt, imageUrl } = everything;
  expect(draftOf({ model, prompt, imageUrl, options })).toEqual({
    model,
    values: { prompt, image: imageUrl },
  });
});

const readerOf = (parameters: Record<string, unknown>) => (name: string) => parameters[name];

const longId = `t${'a'.repeat(255)}`;

test.each(['task-unified-1795342400-k3v9x2qa', 'task-llm-1', 'A', '0.a_b:c-d', longId])(
  '%s is a task ID',
  (id) => {
    expect(valueOf(readTaskId(readerOf({ taskId: `  ${id}\n` })))).toBe(id);
  },
);

test.each(['"task-1"', "'task-1',", '<task-1>', '`task-1`', 'task-1\u200b', '\ufefftask-1\n'])(
  'the task ID in %j is task-1',
  (raw) => {
    expect(valueOf(readTaskId(() => raw))).toBe('task-1');
    const source: Record<string, unknown> = { mode: 'extend', model: 'fast', sourceTaskId: raw };
    const draft = readDraft((name) => source[name], false);
    expect('value' in draft && draft.value.files.video).toEqual({
      value: [{ kind: 'taskId', value: 'task-1' }],
    });
  },
);

test.each([
  ...['', '   ', undefined, null, {}, [], 'a b', '..', '../v1/models', 'a'.repeat(513)],
  ...['task-1,task-2', '["task-1","task-2"]', 'task-1;task-2', ['task-1', 'task-2'], 2 ** 60, 1.5],
  ...['https://api.aihubmax.com/v1/tasks/task-1', 'HTTP://cdn.example.com/a.mp4', '/v1/tasks/task-1'],
])('%j is no task ID, and the refusal says where one comes from', (taskId) => {
  const refused = failureOf(() => valueOf(readTaskId(readerOf({ taskId }))));
  expect(refused?.category).toBe('invalid_request');
  expect(refused?.message).toMatch(/^Task ID is .*, but must be the "taskId" that Create returned\.$/);
});
