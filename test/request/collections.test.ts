/** Settings that an expression gives: what is no collection, or no limit, is refused instead of ignored. */
import type { INodeParameters } from 'n8n-workflow';
import { execute, flowers } from '../support/context.mts';
import { fakeService } from '../support/service.mts';

/** What the expressions of an item give, besides the usual parameters. */
async function refusalOf(given: INodeParameters, over: INodeParameters = {}): Promise<string> {
  const service = fakeService({});
  const parameters = { ...flowers, ...over };
  const [only] = await execute({ service, parameters, items: [given], continueOnFail: true });
  expect(service.requests).toEqual([]);
  return String(only?.json.error);
}

test.each(['', null, '  '])(
  'Max Credits that evaluates to %j is refused: no limit is said with 0',
  async (maxCredits) => {
    expect(await refusalOf({ batching: { maxCredits } })).toMatch(/^Max Credits is .*0 means no limit/);
  },
);

test.each<[INodeParameters, RegExp]>([
  [{ batching: 'maxCredits: 10' }, /^Batching is /],
  [{ batching: '[{"maxCredits": 10}]' }, /^Batching is /],
  [{ options: 'seed' }, /^Options is /],
  [{ waitOptions: 5 }, /^Wait Options is /],
])('%j is refused by its name', async (parameters, words) => {
  expect(await refusalOf(parameters, { operation: 'createAndWait' })).toMatch(words);
});

test.each(['__proto__', 'constructor', 'toString'])('%s is no name of an output field', async (name) => {
  const download = { operation: 'createAndWait', downloadVideo: true };
  expect(await refusalOf({ binaryPropertyOutput: name }, download)).toMatch(/^Put Output File in Field is /);
});
