/** What may stand nowhere in what ships, and in no test. */
import { filesIn } from '../support/tree.mts';

const sources = [...filesIn('nodes', /\.ts$/), ...filesIn('credentials', /\.ts$/)];

test.each([
  ['a lint rule switched off', /eslint-disable/],
  ['a type check switched off', /@ts-(ignore|expect-error|nocheck)/],
  ['any', /(:|<|\bas)\s*any\b/],
  ['a type forced through unknown', /as unknown as/],
  ['a timer of its own', /\bset(Timeout|Interval|Immediate)\b/],
  ['a word of debugging', /\bconsole\.|\bdebugger\b/],
])('nothing that ships has %s', (_what, pattern) => {
  expect(sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path)).toEqual([]);
});

test('no test is skipped or runs alone', () => {
  const focused = /\b(test|it|describe)\.(skip|only|todo|failing)\b|\b(xit|xtest|xdescribe|fit|fdescribe)\(/;
  const tests = filesIn('test', /\.test\.m?ts$/);
  expect(tests.length).toBeGreaterThan(20);
  expect(
    tests.filter(({ path }) => !path.startsWith('test/house/')).filter(({ text }) => focused.test(text)),
  ).toEqual([]);
});
