/** One door to everything that costs: a call around the till, wherever it is written, makes this red. */
import { createPaths, paidCalls, senders } from '../../dev/house/till.mts';
import { sourceOf, sourcesOf } from '../../dev/house/sources.mts';
import { root } from '../support/tree.mts';

const sources = sourcesOf(root);
const home = 'nodes/AiHubMaxVeo';

test('the paid request is called once, by submit/', () => {
  expect(paidCalls(sources)).toEqual([expect.stringMatching(/\/submit\/\w+\.ts: .*client\.submit$/i)]);
});

test('its path stands once, in the submit of the client', () => {
  expect(createPaths(sources)).toEqual([`${home}/api/client.ts: submit`]);
});

test('what goes over the network goes through three files: requests with the key, links, and the test of a credential', () => {
  expect(senders(sources)).toEqual([
    expect.stringMatching(/\/api\/credentialTest\.ts: .*helpers\.request$/),
    expect.stringMatching(/\/api\/send\.ts: .*helpers\.httpRequestWithAuthentication$/),
    expect.stringMatching(/\/files\/links\.ts: .*helpers\.httpRequest$/),
  ]);
});

describe('a way around is found', () => {
  const file = (text: string) => [sourceOf(`${home}/operations/create.ts`, text)];

  test.each([
    ['a call', 'await run.client.submit(body, rules);', 'run.client.submit'],
    ['a call with a name in brackets', "await run.client['submit'](body, rules);", 'run.client.submit'],
    ['a call of what was taken out', 'const { submit } = run.client;', 'run.client.submit'],
    ['a call under another name', 'const { submit: send } = client;', 'client.submit'],
    ['a call of a parameter', 'const f = ({ submit }: Client) => submit(body, rules);', '.submit'],
    ['a function that is handed on', 'retry(client.submit.bind(client));', 'client.submit'],
  ])('%s of submit', (_what, text, found) => {
    expect(paidCalls(file(text))).toEqual([`${home}/operations/create.ts: ${found}`]);
  });

  test('the till may be called', () => {
    expect(paidCalls(file('const submission = await run.till.submit(order);'))).toEqual([]);
  });

  test.each([
    ['function again() { return { path: "/v1/videos/generations" }; }', 'again'],
    ['const path = `${base}/videos/generations`;', '(in the open)'],
    ["const path = ['videos', 'generations'].join('/');", '(in the open)'],
  ])('the path in %s', (text, holder) => {
    expect(createPaths(file(text))).toEqual([`${home}/operations/create.ts: ${holder}`]);
  });

  test('a comment or another text is no path', () => {
    expect(createPaths(file("/** POST /v1/videos/generations */ const path = '/v1/tasks';"))).toEqual([]);
  });

  test.each([
    ['await context.helpers.httpRequest(options);', 'context.helpers.httpRequest'],
    ['const { httpRequestWithAuthentication } = this.helpers;', 'this.helpers.httpRequestWithAuthentication'],
    [
      'await this.helpers.requestWithAuthentication.call(this, name, options);',
      'this.helpers.requestWithAuthentication',
    ],
    ['await helpers.request(options);', 'helpers.request'],
    ["await fetch('https://api.aihubmax.com');", 'fetch'],
  ])('a sender in %s', (text, found) => {
    expect(senders(file(text))).toEqual([`${home}/operations/create.ts: ${found}`]);
  });

  test('the request of an order is no sender', () => {
    expect(senders(file('const { request } = order; use(order.request);'))).toEqual([]);
  });
});
