/** What a refusal means, wherever gateways put it: a code, a type, a status, a number, or a sentence in English or Chinese. */
import { readTask } from '../../nodes/AiHubMaxVeo/api/task';
import { line, reply, submitted } from '../support/send.mts';
import { pending } from '../support/replies.mts';

async function refusedAs(status: number, error: unknown) {
  const wire = line([reply(status, { error }), reply(200, { id: 'task-1' })]);
  const result = await submitted(wire);
  return 'failure' in result ? { category: result.failure.category, sent: wire.sent.length } : result;
}

const once = (category: string) => ({ category, sent: 1 });

// new-api and one-api, whose sentences these are, as their sources have them; OpenAI's and Google's envelopes.
test.each<[number, unknown]>([
  [
    403,
    { message: '用户额度不足, 剩余额度: ＄0.000000 (request id: 2026)', type: 'new_api_error', code: '' },
  ],
  [403, { message: '预扣费额度失败, 用户剩余额度: ＄0.01, 需要预扣费额度: ＄2', type: 'new_api_error' }],
  [401, { message: '该令牌额度已用尽 TokenStatusExhausted[sk-***]', type: 'new_api_error', code: '' }],
  [401, { message: 'This key has run out of credits. Credits have run out.', type: 'authentication_error' }],
  [400, { message: '账户余额不足，请充值', type: 'invalid_request_error' }],
  [400, { message: 'Insufficient account balance', code: 'invalid_request' }],
  [422, { message: 'Not enough credits for this request' }],
  [429, { message: 'You exceeded your current quota', type: 'insufficient_quota', code: '' }],
  [429, { message: 'Said so', type: 'insufficient_quota' }],
  [429, { message: '余额不足', type: 'rate_limit_error' }],
  [403, { message: 'Said so', status: 'INSUFFICIENT_BALANCE' }],
  [403, { message: 'Said so', code: 'InsufficientBalance' }],
  [400, { message: 'Said so', code: 402 }],
  [403, { message: '{"error":{"message":"额度不足","code":"insufficient_user_quota"}}' }],
  [403, { message: 'upstream said {"error":{"code":"quota_not_enough"}}' }],
  [403, { error: { error: { code: 'insufficient_quota', message: 'Deep' } }, message: 'Said so' }],
])('HTTP %i %j is an empty balance, which is not sent again', async (status, error) => {
  expect(await refusedAs(status, error)).toEqual(once('insufficient_credits'));
});

test.each<[number, unknown, string]>([
  [400, { message: '提示词包含敏感词' }, 'content_policy'],
  [400, { message: '内容违规，请修改后重试' }, 'content_policy'],
  [403, { message: 'The prompt contains sensitive content' }, 'content_policy'],
  [422, { message: 'Said so', type: 'sensitive_content' }, 'content_policy'],
  [400, { message: 'Said so', code: 'InputTextSensitiveContentDetected' }, 'content_policy'],
  [400, { message: 'Could not be generated. Support codes: 15236754', code: 3 }, 'content_policy'],
  [400, { message: 'The image could not be downloaded from the given URL', code: 400 }, 'input_media'],
  [400, { message: '图片下载失败' }, 'input_media'],
  [422, { message: 'Failed to fetch the image' }, 'input_media'],
  [404, { message: 'The model veo-9 does not exist' }, 'model_unavailable'],
  [403, { message: '该令牌无权访问模型 veo-3.1' }, 'model_unavailable'],
  [400, { message: '当前分组 default 下对于模型 veo-3.1 无可用渠道' }, 'model_unavailable'],
  [
    400,
    { message: 'API key not valid. Please pass a valid API key.', status: 'INVALID_ARGUMENT' },
    'authentication',
  ],
  [400, { message: 'Said so', code: 16, status: 'UNAUTHENTICATED' }, 'authentication'],
  [400, { message: 'Said so', code: 7 }, 'authentication'],
  [400, { message: 'Said so', code: 14 }, 'service'],
  // Refused without 429: what that means is told, but it is no pace that the node could keep.
  [400, { message: 'Said so', code: 8, status: 'RESOURCE_EXHAUSTED' }, 'rate_limited'],
])('HTTP %i %j is told as %s, and is not sent again', async (status, error, category) => {
  expect(await refusedAs(status, error)).toEqual(once(category));
});

test.each<[number, string, string]>([
  [422, 'Prompt "a sign that says insufficient balance" is too long', 'invalid_request'],
  [422, "prompt 'my sensitive content' has 30 characters too many", 'invalid_request'],
  [422, '参数 prompt（“余额不足”）过长', 'invalid_request'],
  [401, '无效的令牌。如余额不足，请前往控制台充值', 'authentication'],
  [401, 'Invalid token. Please check whether your balance is insufficient', 'authentication'],
  [403, 'Forbidden. If you are out of credits, top up', 'authentication'],
  [422, '字段名大小写敏感', 'invalid_request'],
  [422, '参数违规: duration', 'invalid_request'],
  [403, '您的账号违规，已被封禁', 'authentication'],
  [422, 'For model veo-3.1-lite, resolution 4k is not supported', 'invalid_request'],
  [422, 'image_url: field required', 'invalid_request'],
])(
  'HTTP %i "%s" is told as %s: words that stand there for something else',
  async (status, message, category) => {
    expect(await refusedAs(status, { message })).toEqual(once(category));
  },
);

test.each([
  'Quota exceeded for requests per minute',
  '请求过于频繁，如余额不足请充值',
  'You exceeded your current quota: 10 requests per minute',
  'Rate limit reached; see your quota',
])('429 "%s" is a pace that is waited for', async (message) => {
  const wire = line([
    reply(429, { error: { message, type: 'new_api_error' } }),
    reply(200, { id: 'task-1' }),
  ]);
  expect(await submitted(wire)).toEqual({ body: { id: 'task-1' } });
  expect(wire.sent).toHaveLength(2);
});

test('a status in the body counts under each of its names', async () => {
  for (const name of ['code', 'status_code', 'error_code']) {
    const wire = line([reply(200, { [name]: 422, message: 'No' })]);
    expect(await submitted(wire)).toMatchObject({
      failure: { category: 'invalid_request', httpStatus: 422 },
    });
  }
});

test('a code in the list of refusals says even beside 200 that nothing was started', async () => {
  expect(await refusedAs(200, { code: 'insufficient_quota', message: 'No' })).toEqual(
    once('insufficient_credits'),
  );
});

test.each<[unknown, string, boolean]>([
  [{ code: 8, message: 'Resource has been exhausted (e.g. check quota).' }, 'service', true],
  [{ code: 'RESOURCE_EXHAUSTED', message: 'You exceeded your current quota' }, 'service', true],
  [{ status: 'UNAVAILABLE', message: 'Said so' }, 'service', true],
  [{ code: 14, message: 'Said so' }, 'service', true],
  [{ code: 16, message: 'Request had invalid authentication credentials' }, 'service', true],
  [{ code: 429, message: 'Said so' }, 'service', true],
  [{ message: 'The model is overloaded. Please try again later.' }, 'service', true],
  [{ message: '系统繁忙，请稍后再试' }, 'service', true],
  [
    { code: 3, message: 'The input image violates usage guidelines. Support codes: 58061214' },
    'content_policy',
    false,
  ],
  [{ message: 'flagged as sensitive (E005)' }, 'content_policy', false],
  [{ message: '生成失败：图片包含敏感信息' }, 'content_policy', false],
  [{ message: 'Image could not be downloaded' }, 'input_media', false],
  [{ code: 'image_download_failed', message: 'Said so' }, 'input_media', false],
  [{ message: '无法下载图片，下载图片失败' }, 'input_media', false],
  [{ message: 'No luck' }, 'task_failed', false],
  [{ message: '{"error":{"code":8,"status":"RESOURCE_EXHAUSTED","message":"Later"}}' }, 'service', true],
])('a task that failed with %j is told as %s', (error, category, retryable) => {
  const failure = readTask(pending({ status: 'failed', error }))?.failure;
  expect(failure).toMatchObject({ category, retryable });
  if (category === 'service') expect(failure?.advice).not.toMatch(/prompt/);
});
