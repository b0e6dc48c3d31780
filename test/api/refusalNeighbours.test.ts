/** What looks like one kind of refusal and is another. */
import { reply, line, lost, submitted } from '../support/send.mts';
import type { Outcome } from '../../nodes/AiHubMaxVeo/api/reply';

const refusedAs = async (outcome: Outcome) => {
  const result = await submitted(line([outcome]), { retryOnRateLimit: false });
  return 'failure' in result ? result.failure.category : null;
};

const words = 'Your account violates our usage policies';

test.each([
  [401, 'authentication'],
  [402, 'insufficient_credits'],
  [403, 'authentication'],
  [404, 'invalid_request'],
  [429, 'rate_limited'],
])('HTTP %i is not about a prompt, whatever words it uses: %s', async (status, category) => {
  expect(await refusedAs(reply(status, { error: { message: words } }))).toBe(category);
});

test.each(['duration violates the rule of this model: 8 only', 'The field name is case-sensitive'])(
  'a rule about a value is not one about the content: %s',
  async (message) => {
    expect(await refusedAs(reply(422, { error: { message } }))).toBe('invalid_request');
  },
);

test('a code that says nothing does not hide that the content was refused', async () => {
  const error = { code: 'invalid_request', message: 'rejected by content moderation' };
  expect(await refusedAs(reply(400, { error }))).toBe('content_policy');
});

test.each(['Unsupported protocol htps:', 'Unsupported protocol ftp:'])(
  'an address that nothing can be sent to has cost nothing: %s',
  async (message) => {
    const outcome: Outcome = { ...lost('ERR_BAD_REQUEST'), message } as Outcome;
    expect(await refusedAs(outcome)).toBe('invalid_request');
  },
);

test('an empty balance is told as such also where it is called unauthorized', async () => {
  const error = { code: 'insufficient_user_quota', message: 'Quota used up' };
  expect(await refusedAs(reply(401, { error }))).toBe('insufficient_credits');
});

test('a web page that refuses the values is not the API: the advice is about what stands in between', async () => {
  const result = await submitted(line([reply(422, '<html>Blocked</html>')]), { retryOnRateLimit: false });
  expect('failure' in result && result.failure.advice).toContain('Check the base URL');
});
