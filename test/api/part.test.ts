/** Which part of a request was refused, and what became of the credits: only where the API's own words say so. */
import { creditsOf, failureOf, partOf } from '../../nodes/AiHubMaxVeo/api/reason';
import { readTask } from '../../nodes/AiHubMaxVeo/api/task';
import { pending } from '../support/replies.mts';

const refused = (message: string, codes: string[] = []) => partOf('content_policy', { message, codes }).part;

test.each([
  ['The prompt contains sensitive content', 'prompt'],
  ['提示词包含敏感词', 'prompt'],
  ['The contents of the prompt violate our policy', 'prompt'],
  // docs.cloud.google.com, Veo, responsible AI and usage guidelines, read 2026-11-29.
  [
    "Veo could not generate videos because the input image violates Vertex AI's usage guidelines. Support codes: 15236754",
    'image',
  ],
  ['生成失败：图片包含敏感信息', 'image'],
  ['We encountered an issue with the audio for your prompt, which violates our policy', 'audio'],
  ['音频违规，请修改', 'audio'],
  ['The generated video from your image was blocked by the safety filter', 'output'],
  ['根据提示词生成的视频违规', 'output'],
  ['The prompt or the image violates the policy', undefined],
  ['提示词或图片违规', undefined],
  ['flagged as sensitive (E005)', undefined],
  ['Blocked: "a sign with the word image"', undefined],
  ['Blocked. Please check the prompt', undefined],
])('"%s" says %s', (message, part) => {
  expect(refused(message)).toBe(part);
});

test('a code counts as words do', () => {
  expect(refused('Said so', ['prompt_blocked'])).toBe('prompt');
  expect(partOf('input_media', { message: 'Said so', codes: ['image_download_failed'] }).part).toBe('image');
});

test('what is wrong with a value, a key or a balance is no refusal of a part', () => {
  for (const category of ['invalid_request', 'authentication', 'insufficient_credits', 'service'] as const)
    expect(partOf(category, { message: 'The prompt is wrong', codes: [] })).toEqual({});
});

const reply = (status: number, body: unknown) => ({ kind: 'reply' as const, status, headers: {}, body });

test('a refused create and a failed task say it alike; a page of a firewall says nothing', () => {
  const error = { message: 'The input image is prohibited content' };
  expect(failureOf(reply(400, { error }))).toMatchObject({ category: 'content_policy', part: 'image' });
  expect(readTask(pending({ status: 'failed', error }))?.failure).toMatchObject({ part: 'image' });
  expect(failureOf(reply(400, { detail: error.message }))).not.toHaveProperty('part');
});

test.each([
  ['Task failed, credits have been refunded', 'returned'],
  ['Your quota was returned.', 'returned'],
  ['No credits were charged.', 'returned'],
  ['生成失败，积分已退还', 'returned'],
  ['任务失败，未扣费', 'returned'],
  ['Credits are not refunded for violations.', 'kept'],
  ['内容违规，积分不予退还', 'kept'],
  ['If it failed, credits are refunded', undefined],
  ['Credits will be refunded within a day', undefined],
  // Google says that of its own customer, and that is not the user.
  ['You will not be charged for this attempt.', undefined],
  ['The prompt "credits were refunded" is not allowed', undefined],
  ['Failed', undefined],
])('"%s": the credits were %s', (message, credits) => {
  expect(creditsOf(message).credits).toBe(credits);
});
