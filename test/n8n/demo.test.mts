/** What the demo makes of its command line, where a slip would cost money; `npm run demo` itself runs in every check. */
import type { INode } from 'n8n-workflow';
import { retold } from '../../dev/demo/example.mts';
import { readPlan, takesWholeN8n, wireModel } from '../../dev/demo/plan.mts';
import { filesIn } from '../support/tree.mts';

const free = { open: false, queue: false, account: undefined };
const paid = { apiKey: 'sk-1', baseUrl: 'https://api.aihubmax.com' };
const elsewhere = 'https://gateway.example';

test.each<[string[], NodeJS.ProcessEnv, object, boolean]>([
  [[], {}, free, false],
  [['--open'], {}, { ...free, open: true }, true],
  [['--queue'], { AIHUBMAX_API_KEY: 'sk-1' }, { ...free, queue: true, account: paid }, true],
  [[], { AIHUBMAX_API_KEY: ' sk-1\n' }, { ...free, account: paid }, false],
  // An empty key is no key: nothing is spent by accident.
  [[], { AIHUBMAX_API_KEY: '  ' }, free, false],
  [
    [],
    { AIHUBMAX_API_KEY: 'sk-1', AIHUBMAX_BASE_URL: elsewhere },
    { ...free, account: { ...paid, baseUrl: elsewhere } },
    false,
  ],
])('%j with %j is the plan %j, and takes a whole n8n: %j', (args, environment, plan, isWhole) => {
  expect(readPlan(args, environment)).toEqual(plan);
  expect(takesWholeN8n(readPlan(args, environment))).toBe(isWhole);
});

test('a plan that makes no sense is refused in a sentence', () => {
  expect(() => readPlan([], { AIHUBMAX_BASE_URL: elsewhere })).toThrow('AIHUBMAX_API_KEY is not');
  expect(() => readPlan(['--opne'], {})).toThrow('Unknown argument --opne');
});

test('the price is asked for the model that is sent', () => {
  expect(wireModel({ model: 'lite' })).toBe('veo-3.1-lite-image-to-video');
  expect(wireModel({ mode: 'extend', model: 'fast' })).toBe('veo-3.1-extend-fast');
});

test.each([
  [false, /local AIHubMax, free/],
  [true, /creates one video, and costs/],
])('the note in the demo says what a press of Execute does (paid: %j)', (isPaid, words) => {
  const [example] = filesIn('examples', /^photo-to-video\.json$/);
  const { nodes } = JSON.parse(example?.text ?? '') as { nodes: INode[] };
  const told = nodes.map((node) => String(retold(node, isPaid).parameters.content ?? '')).join('');
  expect(told).toMatch(words);
  expect(told).not.toMatch(/sample data|nothing is charged/);
});
