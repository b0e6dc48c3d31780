/** What refuses a create in so many words is told as that, and is sent once; everything else that is unclear stays unknown. */
import { line, lost, reply, submitted } from '../support/send.mts';
import type { Outcome } from '../../nodes/AiHubMaxVeo/api/reply';

const fine = reply(200, { id: 'task-1' });
const coded = (status: number, code: string, message = 'Said so') =>
  reply(status, { error: { message, code } });

test.each<[string, Outcome, string]>([
  ['403 of a user without quota', coded(403, 'insufficient_user_quota'), 'insufficient_credits'],
  ['403 with a flat code', reply(403, { code: 'quota_not_enough', message: 'No' }), 'insufficient_credits'],
  ['429 that is about quota', coded(429, 'insufficient_quota'), 'insufficient_credits'],
  ['503 without the model', coded(503, 'model_not_found'), 'model_unavailable'],
  ['503 without a channel', coded(503, 'no_compatible_channel'), 'model_unavailable'],
  ['500 for words', coded(500, 'sensitive_words_detected'), 'content_policy'],
  ['500 for the content', coded(500, 'content_policy_violation'), 'content_policy'],
  ['400 for the prompt', coded(400, 'prompt_blocked'), 'content_policy'],
  ['400 with a number', coded(400, '400', 'It violates our usage guidelines'), 'content_policy'],
  ['200 with a code of 402', reply(200, { code: 402, msg: 'No credits' }), 'insufficient_credits'],
  ['200 with a code of 401', reply(200, { code: '401', message: 'Bad key' }), 'authentication'],
])('%s is a refusal', async (_what, outcome, category) => {
  const wire = line([outcome, fine]);
  expect(await submitted(wire)).toMatchObject({ failure: { category } });
  expect(wire.sent).toHaveLength(1);
});

test.each<[string, Outcome]>([
  ['a bare outage', coded(503, 'service_unavailable', 'No channel: nothing was started')],
  ['an outage without a code', reply(500, { error: { message: 'model_not_found' } })],
  ['a page that names a code', reply(503, '{"code": "model_not_found"} <html>')],
  ['an unknown code', coded(500, 'weird')],
])('%s leaves the outcome unknown', async (_what, outcome) => {
  const wire = line([outcome, fine]);
  expect(await submitted(wire)).toMatchObject({ failure: { category: 'submission_unknown' } });
  expect(wire.sent).toHaveLength(1);
});

test('200 with a code of 429 waits as 429 does', async () => {
  const wire = line([reply(200, { code: 429, message: 'Slow down' }), fine]);
  expect(await submitted(wire)).toEqual({ body: { id: 'task-1' } });
  expect(wire.sent[1]?.atMs).toBeGreaterThanOrEqual(500);
});

test.each([
  ['a connection that never came about', lost('ETIMEDOUT', 'connect'), 3],
  ['a protocol that nobody speaks', lost('ERR_UNSUPPORTED_PROTOCOL'), 1],
])('%s carried nothing', async (_what, outcome, sent) => {
  const wire = line([outcome]);
  expect(await submitted(wire)).not.toMatchObject({ failure: { category: 'submission_unknown' } });
  expect(wire.sent).toHaveLength(sent);
});

test.each([
  [{ detail: [{ loc: ['body', 'duration'], msg: 'must be 8' }] }, /duration: must be 8/],
  [{ errors: [{ message: 'Not this one' }] }, /Not this one/],
  [{ code: 400, msg: 'Bad value' }, /Bad value/],
  [{ detail: 'Simply no' }, /Simply no/],
])('the words of %j are told', async (body, words) => {
  const wire = line([reply(400, body)]);
  expect(await submitted(wire)).toMatchObject({
    failure: { message: expect.stringMatching(words) as string },
  });
});

test("a proxy's page is no wrong value of the user's", async () => {
  const wire = line([reply(400, '<html>Bad request</html>', { 'x-oneapi-request-id': 'req-1' })]);
  const { failure } = (await submitted(wire)) as { failure: { advice: string; requestId: string } };
  expect(failure.advice).not.toMatch(/Correct the value/);
  expect(failure.requestId).toBe('req-1');
});
