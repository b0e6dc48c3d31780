/** The node's credential as n8n resolves it: one for all items, or nothing is sent. */
import { execute, failing, fakeContext, flowers } from '../support/context.mts';
import { readService } from '../../nodes/AiHubMaxVeo/api/send';
import { accepted } from '../support/replies.mts';
import { fakeService, json } from '../support/service.mts';

const baseUrl = 'https://api.aihubmax.com';

const keys = ['sk-anna-11111111', 'sk-bert-22222222'];

/** As n8n resolves `={{ $json.key }}`: what is not there is undefined, or throws. */
const byItem = (given: unknown[]) => (item: number) => ({ apiKey: given[item], baseUrl });

const items = [{ prompt: 'Waves' }, { prompt: 'Wind' }, { prompt: 'Rain' }];

const service = () => fakeService({ create: json(accepted()) });

test.each([
  ['another key', byItem([keys[0], keys[0], keys[1]]), 2],
  ['no key', byItem([keys[0], undefined, keys[0]]), 1],
  [
    'another base URL',
    (item: number) => ({ apiKey: keys[0], baseUrl: [baseUrl, 'https://other.example.test', baseUrl][item] }),
    1,
  ],
])(
  'a credential that has %s for an item is refused before anything is sent',
  async (_what, credential, item) => {
    const sent = service();
    const error = await failing({ service: sent, parameters: flowers, items, credential });
    expect(error.message).toBe(
      `The AIHubMax API credential holds an expression that gives another key or base URL for item ${item} than for item 0`,
    );
    expect(error).toMatchObject({ context: { category: 'authentication' } });
    expect(JSON.stringify(error)).not.toMatch(/sk-(anna|bert)/);
    expect(sent.requests).toEqual([]);
  },
);

test('with Continue On Fail every item says so, and nothing is sent', async () => {
  const sent = service();
  const credential = byItem(keys);
  const output = await execute({
    service: sent,
    parameters: flowers,
    items,
    credential,
    continueOnFail: true,
  });
  expect(output.map(({ json: { error } }) => String(error))).toEqual(
    items.map(() => expect.stringMatching(/another key or base URL for item 1/) as string),
  );
  expect(sent.requests).toEqual([]);
});

test.each([
  ['the same key for every item', byItem([keys[0], keys[0], keys[0]])],
  ['a key that differs by blanks only', byItem([keys[0], ` ${keys[0]}`, `Bearer ${keys[0]}`])],
  ['an expression that reads no item', () => ({ apiKey: keys[0], baseUrl })],
])('%s is fine', async (_what, credential) => {
  const sent = service();
  await execute({ service: sent, parameters: flowers, items, credential });
  expect(sent.creates()).toHaveLength(3);
});

test('one item may have its key by an expression', async () => {
  const sent = service();
  await execute({ service: sent, parameters: flowers, items: items.slice(0, 1), credential: byItem(keys) });
  expect(sent.creates()).toHaveLength(1);
});

const manyItems = (credential: (item: number) => object) => {
  const context = fakeContext({ service: service(), items: [{}], credential });
  context.getInputData = () => Array.from({ length: 10_000 }, () => ({ json: {} }));
  return context;
};

test('one key of its own among ten thousand items is found, also where all others fall back to one', async () => {
  const credential = (item: number) => ({ apiKey: item === 7_123 ? keys[1] : keys[0], baseUrl });
  await expect(readService(manyItems(credential))).rejects.toThrow('for item 7123 than for item 0');
});

test('n8n is let to its other work while ten thousand credentials are compared', async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  const credential = () => ({
    apiKey: `Bearer ${keys[0]}${' '.repeat(Math.floor(Math.random() * 5))}`,
    baseUrl,
  });
  const sinceMs = Date.now();
  await readService(manyItems(credential));
  const tookMs = Date.now() - sinceMs;
  clearInterval(timer);
  expect(turns).toBeGreaterThanOrEqual(Math.floor(tookMs / 50) - 1);
});

test('a database that fails in the middle is told as that, not as another key', async () => {
  const credential = (item: number) => {
    if (item === 500) throw new Error('SQLITE_BUSY: database is locked');
    return { apiKey: keys[0], baseUrl };
  };
  await expect(readService(manyItems(credential))).rejects.toThrow('SQLITE_BUSY');
});

test.each([
  [{ apiKey: '', baseUrl }, /^API Key is empty/, 'authentication'],
  [{ apiKey: 'sk-ключ-1234567', baseUrl }, /^API Key contains a character/, 'authentication'],
  [{ apiKey: keys[0], baseUrl: 'htps://api.aihubmax.com' }, /^Base URL is "htps/, 'invalid_request'],
  [{ apiKey: keys[0], baseUrl: 'ftp://api.aihubmax.com/v1' }, /^Base URL is "ftp/, 'invalid_request'],
])('%j is refused before anything is sent', async (credential, message, category) => {
  const sent = service();
  const error = await failing({ service: sent, parameters: flowers, credential: () => credential });
  expect(error.message).toMatch(message);
  expect(error).toMatchObject({ context: { category } });
  expect(String((error as { description?: unknown }).description)).toMatch(
    /^\w+: Nothing was sent\. Check the/,
  );
  expect(sent.requests).toEqual([]);
});

test.each(['api.aihubmax.com', `${baseUrl}/v1`, `\u200b${baseUrl}/v1/ `])(
  'requests go to the API with the base URL %j',
  async (typed) => {
    const sent = service();
    await execute({ service: sent, parameters: flowers, baseUrl: typed });
    expect(sent.creates().map(({ url }) => url)).toEqual([`${baseUrl}/v1/videos/generations`]);
  },
);

test('without a credential the user is told to choose or create one', async () => {
  const noCredential = new Error('Node does not have any credentials set');
  const error = await failing({ service: service(), parameters: flowers, noCredential });
  expect(error).toMatchObject({
    message: 'Node does not have any credentials set',
    description: 'authentication: Choose or create an AIHubMax API credential at the top of this node.',
  });
});
