/** The vocabulary of failures, which workflows branch on. */
import { categories, categoryOfCodes, categoryOfStatus } from '../../nodes/AiHubMaxVeo/catalogue/failures';

describe('failures', () => {
  test('know the codes that the docs name, and no code that is a word of the language', () => {
    // AIHubMax docs, error codes page, read 2026-11-22.
    expect(categoryOfCodes(['model_not_found'])).toBe('model_unavailable');
    expect(categoryOfCodes(['content_policy_violation'])).toBe('content_policy');
    expect(categoryOfCodes(['constructor'])).toBeUndefined();
    expect(categoryOfCodes(['__proto__'])).toBeUndefined();
  });

  // AIHubMax docs, error codes page, read 2026-11-22; 502 and 504 come from the gateway in front.
  test.each([
    [400, 'invalid_request'],
    [401, 'authentication'],
    [402, 'insufficient_credits'],
    [413, 'input_media'],
    [422, 'invalid_request'],
    [429, 'rate_limited'],
    [500, 'service'],
    [502, 'service'],
    [503, 'service'],
    [504, 'service'],
  ])('status %i alone means %s', (status, category) => {
    expect(categoryOfStatus(status)).toBe(category);
  });

  test.each(Object.entries(categories))('category %s advises in whole sentences', (_name, { advice }) => {
    expect(advice).toMatch(/^[A-Z].*\.$/);
  });

  test('have the categories that workflows may branch on', () => {
    // interface.md, Errors: one vocabulary; names may be added, never renamed.
    expect(Object.keys(categories)).toEqual(
      expect.arrayContaining([
        ...[
          'invalid_request',
          'authentication',
          'insufficient_credits',
          'model_unavailable',
          'content_policy',
        ],
        ...['input_media', 'rate_limited', 'service', 'timeout', 'submission_unknown', 'cancelled'],
        ...['completed_without_video', 'task_failed'],
      ]),
    );
  });
});
