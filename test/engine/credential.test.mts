/** The credential on n8n's own engine: expressions, an edit during a wait, and replies without a limit. */
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createGzip } from 'node:zlib';
import { startEmulator, type Emulator } from '../../dev/emulator/index.mts';
import { runFlow, type Flow } from '../support/engine.mts';
import { asked, closeServers, serving } from '../support/server.mts';

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator({ render: false, taskSeconds: 2 });
});

afterEach(async () => {
  closeServers();
  await emulator.stop();
});

const parameters = () => ({ operation: 'create', prompt: 'Waves', imageUrl: emulator.samplePhotoUrl });

const run = async (flow: Partial<Flow> & Pick<Flow, 'credentials'>) => {
  const { run: outcome, reached } = await runFlow({ parameters: parameters(), ...flow });
  const { error } = outcome.data.resultData;
  return { items: reached('Fine'), error, text: JSON.stringify([outcome, error?.cause, error?.stack]) };
};

const rows = (...given: object[]) => given.map((json) => ({ json: { ...json } }));

test.each([
  ['={{ $json.key }}', rows({ key: 'sk-anna-111' }, { key: 'sk-bert-222' })],
  ['={{ $json.key || "sk-default-1" }}', rows({}, { key: 'sk-bert-222' })],
  ['={{ $json?.key ?? "sk-default-1" }}', rows({}, { key: 'sk-bert-222' })],
  ['={{ $input.item.json.key }}', rows({ key: 'sk-anna-111' }, { key: 'sk-bert-222' })],
  ['={{ $("Start").item.json.key }}', rows({ key: 'sk-anna-111' }, { key: 'sk-bert-222' })],
  ['={{ "sk-anna-" + $itemIndex + "-111" }}', rows({}, {})],
  // What gives for an item that is not there what it gives for the first.
  ['={{ $input.item?.json?.key ?? "sk-default-1" }}', rows({}, { key: 'sk-bert-222' })],
  ['={{ $input.all()[$itemIndex]?.json.key ?? "sk-default-1" }}', rows({}, { key: 'sk-bert-222' })],
  ['={{ $items()[$itemIndex]?.json.key ?? "sk-default-1" }}', rows({}, { key: 'sk-bert-222' })],
  ['={{ $("Start").all()[$itemIndex]?.json.key || "sk-default-1" }}', rows({}, { key: 'sk-bert-222' })],
  ['={{ $itemIndex === 1 ? "sk-bert-222" : "sk-anna-111" }}', rows({}, {})],
])('the key %s is one per item, and nothing is sent', async (apiKey, items) => {
  const { error } = await run({ credentials: { apiKey, baseUrl: emulator.url }, items });
  expect(error?.message).toMatch(/another key or base URL for item 1 than for item 0$/);
  expect(emulator.requests()).toEqual([]);
});

test('a typed key of two thousand items is read a few times, not two thousand', async () => {
  let reads = 0;
  const credentials = () => {
    reads += 1;
    return { apiKey: emulator.key, baseUrl: emulator.url };
  };
  const items = Array.from({ length: 2_000 }, () => ({ json: {} }));
  const check = { operation: 'check', mode: 'textToVideo', prompt: 'Waves' };
  const { items: checked } = await run({ credentials, items, parameters: check });
  expect(checked).toHaveLength(2_000);
  expect(reads).toBeLessThan(10);
});

test.each([
  ['={{ $json.key }}', (key: string) => rows({ key }, { key })],
  ['={{ $("Start").first().json.key }}', (key: string) => rows({ key }, {})],
])('the key %s that is the same for all items is used for all', async (apiKey, itemsOf) => {
  const { items } = await run({
    credentials: { apiKey, baseUrl: emulator.url },
    items: itemsOf(emulator.key),
  });
  expect([items?.length, emulator.creates()]).toEqual([2, 2]);
});

test('a credential that is edited during a wait sends the new key nowhere, and the error names the task', async () => {
  const other = await startEmulator({ render: false });
  const waiting = { ...parameters(), operation: 'createAndWait', waitOptions: { pollIntervalSeconds: 1 } };
  const before = { apiKey: emulator.key, baseUrl: emulator.url };
  const after = { apiKey: other.key, baseUrl: other.url };
  const isPaid = () => emulator.tasks().length > 0;
  const { error, text } = await run({
    parameters: waiting,
    credentials: () => (isPaid() ? after : before),
  });
  expect(error?.message).toMatch(/^The base URL of the AIHubMax API credential was changed during this run/);
  expect(error?.message).toContain(emulator.tasks()[0]?.id);
  expect(error).toMatchObject({ context: { category: 'authentication' } });
  const requests = [...emulator.requests(), ...other.requests()].filter(({ route }) => route !== 'sample');
  expect(requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${emulator.key}`]);
  expect([text.includes(emulator.key), text.includes(other.key)]).toEqual([false, false]);
  await other.stop();
});

test.each<[string, RequestListener]>([
  [
    'never ends',
    (_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write('a'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    },
  ],
  [
    'is a bomb of gzip',
    (_request, response) => {
      response.setHeader('content-encoding', 'gzip');
      const zip = createGzip();
      zip.pipe(response);
      zip.end(Buffer.alloc(200_000_000));
    },
  ],
])('a reply to a create that %s is cut off, and its outcome is unknown', async (_how, listener) => {
  const closed: Promise<unknown>[] = [];
  const host = await serving((request, response) => {
    closed.push(once(response, 'close'));
    listener(request, response);
  });
  const { error } = await run({ credentials: { apiKey: emulator.key, baseUrl: `http://${host}` } });
  expect(error).toMatchObject({ context: { category: 'submission_unknown' } });
  expect(error?.message).toMatch(/the reply is larger than 1 MB/);
  // Sent once, and the connection is let go of.
  expect(await Promise.all(closed)).toHaveLength(1);
});

test('an error status is read as well, and a redirect is not followed', async () => {
  const host = await serving((request, response) => {
    response.writeHead(307, { location: `${emulator.url}${request.url}` }).end();
  });
  const { error } = await run({ credentials: { apiKey: emulator.key, baseUrl: `http://${host}` } });
  expect(error).toBeDefined();
  // The image is opened before; nothing of the API is.
  expect(emulator.requests().map(({ route }) => route)).toEqual(['sample']);
  expect(asked.map(({ url }) => url)).toEqual(['/v1/videos/generations']);
});
