import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { retold } from '../../dev/demo/example.mts';
import { readPlan, takesWholeN8n, wireModel } from '../../dev/demo/plan.mts';
import { root } from '../support/tree.mts';

test('without a key the demo uses the local service and closes by itself', () => {
  expect(readPlan([], {})).toEqual({ open: false, queue: false, account: undefined });
});

test('--open keeps n8n running', () => {
  expect(readPlan(['--open'], {}).open).toBe(true);
});

test('--queue runs it by a worker', () => {
  expect(readPlan(['--queue'], {}).queue).toBe(true);
});

test.each([
  [[], false],
  [['--open'], true],
  [['--queue'], true],
  [['--queue', '--open'], true],
])('with %j a whole n8n is installed: %j', (args, isInstalled) => {
  expect(takesWholeN8n(readPlan(args, {}))).toBe(isInstalled);
  expect(takesWholeN8n(readPlan(args, { AIHUBMAX_API_KEY: 'sk-1' }))).toBe(isInstalled);
});

test('the price is asked for the model that is sent', () => {
  expect(wireModel({ model: 'lite' })).toBe('veo-3.1-lite-image-to-video');
  expect(wireModel({ mode: 'extend', model: 'fast' })).toBe('veo-3.1-extend-fast');
});

test('a key switches to the real service', () => {
  const account = { apiKey: 'sk-1', baseUrl: 'https://api.aihubmax.com' };
  expect(readPlan([], { AIHUBMAX_API_KEY: ' sk-1\n' })).toEqual({ open: false, queue: false, account });
});

test('the address of the service can be changed', () => {
  const { account } = readPlan([], {
    AIHUBMAX_API_KEY: 'sk-1',
    AIHUBMAX_BASE_URL: 'https://gateway.example',
  });
  expect(account?.baseUrl).toBe('https://gateway.example');
});

test('an empty key is no key: nothing is spent by accident', () => {
  expect(readPlan([], { AIHUBMAX_API_KEY: '  ' }).account).toBeUndefined();
});

test('an address without a key is refused', () => {
  expect(() => readPlan([], { AIHUBMAX_BASE_URL: 'https://x.example' })).toThrow('AIHUBMAX_API_KEY is not');
});

test('an unknown argument is named', () => {
  expect(() => readPlan(['--opne'], {})).toThrow('Unknown argument --opne');
});

test.each([
  [false, /local AIHubMax, free/],
  [true, /creates one video, and costs/],
])('the note in the demo says what a press of Execute does (paid: %j)', async (isPaid, words) => {
  const path = join(root, 'examples/photo-to-video.json');
  const { nodes } = JSON.parse(await readFile(path, 'utf8')) as { nodes: INode[] };
  const told = nodes.map((node) => String(retold(node, isPaid).parameters.content ?? '')).join('');
  expect(told).toMatch(words);
  expect(told).not.toMatch(/sample data|nothing is charged/);
});
