/** What counts as left blank, and how a value is shown in a message. */
import fc from 'fast-check';
import { isBlank, quote } from '../../nodes/AiHubMaxVeo/request/checked';

const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });

test.each([undefined, null, '', '  ', '\n\t'])('%j is blank', (raw) => {
  expect(isBlank(raw)).toBe(true);
});

test.each([0, false, 'a', [], {}, Number.NaN])('%j is not blank', (raw) => {
  expect(isBlank(raw)).toBe(false);
});

test('any value can be quote in a message, and none makes it long', () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const picture = `data:image/png;base64,${'A'.repeat(5_000_000)}`;
  for (const value of [circular, picture, 10n, Number.NaN, undefined, null])
    expect(quote(value).length).toBeLessThan(200);
  expect([quote('8m'), quote(7), quote(Number.NaN), quote(10n)]).toEqual(['"8m"', '7', 'NaN', '10']);
  fc.assert(fc.property(anything, (value) => quote(value).length > 0));
});
