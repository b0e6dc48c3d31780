/** What sentences mean that gateways and services of this kind write, where no code says more; as their public issues quote them. */
import { failureOf } from '../../nodes/AiHubMaxVeo/api/reason';
import { readTask } from '../../nodes/AiHubMaxVeo/api/task';
import { pending } from '../support/replies.mts';

const sentences: Record<string, string[]> = {
  insufficient_credits: [
    'insufficient_quota',
    'Monthly spending limit reached',
    'Billing hard limit has been reached',
    'Not enough points',
  ],
  content_policy: [
    'Your prompt was flagged by our moderation system',
    'NSFW content detected',
    'Blocked for safety reasons',
    'The generated video was filtered',
    'Unsafe content',
    '内容安全检测未通过',
    '提示词违反内容政策',
    '包含违禁词',
    '图片涉黄',
    '请求被安全策略拦截',
  ],
  input_media: [
    'image_url is not reachable',
    'Timeout while downloading image_url',
    'The image is too large',
    'Image size exceeds 10MB',
    '图片过大',
    '图片格式错误',
    '无法获取图片',
  ],
  model_unavailable: [
    'Model veo-3.0 has been retired',
    'The model is deprecated',
    '当前模型维护中',
    '模型未开放',
  ],
};

const cases = Object.entries(sentences).flatMap(([category, all]) => all.map((one) => [one, category]));

test.each(cases)('"%s" is %s, of a create and of a task', (message, category) => {
  const body = { error: { message } };
  expect(failureOf({ kind: 'reply', status: 400, headers: {}, body }).category).toBe(category);
  expect(readTask(pending({ status: 'failed', ...body }))?.failure?.category).toBe(category);
});

test.each([
  'The prompt is too long',
  'duration exceeds 8 seconds',
  'The moderation system is unavailable',
  'safety_tolerance must be 1 to 6',
  'Nothing else of this model is limited',
  '提示词过长',
])('"%s" is about a value', (message) => {
  const body = { error: { message } };
  expect(failureOf({ kind: 'reply', status: 400, headers: {}, body }).category).toBe('invalid_request');
});
