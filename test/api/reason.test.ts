/**
 * What a refusal means, wherever gateways put it: a code, a type, a status, a number, or a sentence in English or Chinese. What
 * refuses a create in so many words is sent once; everything else that is unclear stays unknown.
 */
import type { Outcome } from '../../nodes/AiHubMaxVeo/api/reply';
import { readTask } from '../../nodes/AiHubMaxVeo/api/task';
import { pending } from '../support/replies.mts';
import { fine, line, lost, reply, submitted } from '../support/send.mts';

/** What becomes of a create that is answered so, and how often it is sent. */
async function refusedAs(outcome: Outcome) {
  const wire = line([outcome, fine]);
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
  [403, { message: 'Said so', code: 'insufficient_user_quota' }],
  [401, { message: 'Quota used up', code: 'insufficient_user_quota' }],
  [200, { message: 'No', code: 'insufficient_quota' }],
  [200, { message: 'No', type: 'insufficient_quota' }],
  [400, { message: 'Said so', code: 402 }],
  [403, { message: '{"error":{"message":"额度不足","code":"insufficient_user_quota"}}' }],
  [403, { message: 'upstream said {"error":{"code":"quota_not_enough"}}' }],
  [403, { error: { error: { code: 'insufficient_quota', message: 'Deep' } }, message: 'Said so' }],
])('HTTP %i %j is an empty balance, which is not sent again', async (status, error) => {
  expect(await refusedAs(reply(status, { error }))).toEqual(once('insufficient_credits'));
});

const policy = 'Your account violates our usage policies';

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
  [503, { message: 'Said so', code: 'model_not_found' }, 'model_unavailable'],
  [503, { message: 'Said so', code: 'no_compatible_channel' }, 'model_unavailable'],
  [500, { message: 'Said so', code: 'sensitive_words_detected' }, 'content_policy'],
  [500, { message: 'Said so', code: 'content_policy_violation' }, 'content_policy'],
  [400, { message: 'Said so', code: 'prompt_blocked' }, 'content_policy'],
  [400, { message: 'It violates our usage guidelines', code: '400' }, 'content_policy'],
  [400, { message: 'rejected by content moderation', code: 'invalid_request' }, 'content_policy'],
  // A bare outage says nothing about a task.
  [503, { message: 'No channel: nothing was started', code: 'service_unavailable' }, 'submission_unknown'],
  [500, { message: 'model_not_found' }, 'submission_unknown'],
  [500, { message: 'Said so', code: 'weird' }, 'submission_unknown'],
])('HTTP %i %j is told as %s, and is not sent again', async (status, error, category) => {
  expect(await refusedAs(reply(status, { error }))).toEqual(once(category));
});

// What HTTP alone says of a refusal, where nothing else does.
test.each<[number, string]>([
  [405, 'invalid_request'],
  [406, 'invalid_request'],
  [409, 'service'],
  [410, 'invalid_request'],
  [413, 'input_media'],
  [415, 'input_media'],
  [423, 'service'],
  [425, 'service'],
  [431, 'invalid_request'],
  [451, 'invalid_request'],
])('HTTP %i is told as %s', async (status, category) => {
  expect(await refusedAs(reply(status, { error: { message: 'Said so' } }))).toEqual(once(category));
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
  [401, policy, 'authentication'],
  [402, policy, 'insufficient_credits'],
  [403, policy, 'authentication'],
  [404, policy, 'invalid_request'],
  [422, 'duration violates the rule of this model: 8 only', 'invalid_request'],
  [422, 'The field name is case-sensitive', 'invalid_request'],
])(
  'HTTP %i "%s" is told as %s: words that stand there for something else',
  async (status, message, category) => {
    expect(await refusedAs(reply(status, { error: { message } }))).toEqual(once(category));
  },
);

test.each<[number, unknown, string]>([
  [403, { code: 'quota_not_enough', message: 'No' }, 'insufficient_credits'],
  [200, { code: 402, msg: 'No credits' }, 'insufficient_credits'],
  [200, { code: '401', message: 'Bad key' }, 'authentication'],
  [200, { status_code: 422, message: 'No' }, 'invalid_request'],
  [200, { error_code: 422, message: 'No' }, 'invalid_request'],
  [503, '{"code": "model_not_found"} <html>', 'submission_unknown'],
])('HTTP %i with the body %j is told as %s', async (status, body, category) => {
  expect(await refusedAs(reply(status, body))).toEqual(once(category));
});

test.each([
  'Quota exceeded for requests per minute',
  '请求过于频繁，如余额不足请充值',
  'You exceeded your current quota: 10 requests per minute',
  'Rate limit reached; see your quota',
  policy,
])('429 "%s" is a pace that is waited for', async (message) => {
  const wire = line([reply(429, { error: { message, type: 'new_api_error' } }), fine]);
  expect(await submitted(wire)).toEqual({ body: { id: 'task-1' } });
  expect(wire.sent).toHaveLength(2);
});

test('200 with a code of 429 waits as 429 does', async () => {
  const wire = line([reply(200, { code: 429, message: 'Slow down' }), fine]);
  expect(await submitted(wire)).toEqual({ body: { id: 'task-1' } });
  expect(wire.sent[1]?.atMs).toBeGreaterThanOrEqual(500);
});

test.each<[Outcome, string, number]>([
  [lost('ETIMEDOUT', 'connect'), 'service', 3],
  [lost('EPERM', 'connect'), 'service', 3],
  [lost('EADDRNOTAVAIL', 'connect'), 'service', 3],
  [lost('EAI_FAIL', 'getaddrinfo'), 'service', 3],
  [lost('EPERM', 'write'), 'submission_unknown', 1],
  [lost('ERR_UNSUPPORTED_PROTOCOL'), 'invalid_request', 1],
  [{ ...lost('ERR_BAD_REQUEST'), message: 'Unsupported protocol ftp:' } as Outcome, 'invalid_request', 1],
])('a connection that never came about carried nothing: %j', async (outcome, category, sent) => {
  const wire = line([outcome]);
  expect(await submitted(wire)).toMatchObject({ failure: { category } });
  expect(wire.sent).toHaveLength(sent);
});

test.each([
  [{ detail: [{ loc: ['body', 'duration'], msg: 'must be 8' }] }, /duration: must be 8/],
  [{ errors: [{ message: 'Not this one' }] }, /Not this one/],
  [{ code: 400, msg: 'Bad value' }, /Bad value/],
  [{ detail: 'Simply no' }, /Simply no/],
  [{ error: ['Not this one', 'nor that'] }, /^Not this one$/],
  [{ error: { message: { text: 'Too dark' } } }, /^Too dark$/],
  [{ error: { code: 'E1', type: 'task_error', message: '', error_description: 'Too dark' } }, /^Too dark$/],
  [{ errors: { prompt: ['is too long'] } }, /^is too long$/],
  [{ error: { code: 'E1', status: 'bad', help_url: 'https://x.test' } }, /no JSON error/],
  [{ error: { code: 'E1', input: { text: 'A sign: insufficient balance' } } }, /no JSON error/],
])('the words of %j are told', async (body, words) => {
  const message = expect.stringMatching(words) as string;
  expect(await submitted(line([reply(400, body)]))).toMatchObject({ failure: { message } });
});

test("a proxy's page is no wrong value of the user's", async () => {
  const wire = line([reply(400, '<html>Bad request</html>', { 'x-oneapi-request-id': 'req-1' })]);
  const { failure } = (await submitted(wire)) as { failure: { advice: string; requestId: string } };
  expect(failure.advice).not.toMatch(/Correct the value/);
  expect(failure.advice).toContain('Check the base URL');
  expect(failure.requestId).toBe('req-1');
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
