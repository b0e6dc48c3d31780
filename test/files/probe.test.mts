/** What lies behind a URL: opened without the key, no more of it than needed, and each once per run. */
import { Readable } from 'node:stream';
import { png } from '../support/binaries.mts';
import { execute, key } from '../support/context.mts';
import { completed } from '../support/replies.mts';
import { fakeService, json, type Answer, type Script } from '../support/service.mts';

const balance = json({ data: { token: { remaining_credits: 10 } } });

const serving = (behind: Script) =>
  fakeService({
    look: json(completed()),
    other: async (request, nth) => {
      if (request.url.includes('/v1/account/')) return balance;
      return typeof behind === 'function' ? await behind(request, nth) : [behind].flat()[0]!;
    },
  });

const check = { operation: 'check', prompt: 'Waves roll in' };

async function looked(behind: Script, urls: string[] = ['https://example.com/a.png'], baseUrl?: string) {
  const service = serving(behind);
  const items = urls.map((imageUrl) => ({ imageUrl }));
  const output = await execute({ service, parameters: check, items, baseUrl });
  const requests = service.requests.filter(({ url }) => !url.includes('/v1/account/'));
  return { items: output.map(({ json: item }) => item), requests };
}

test('no key goes there, and no redirect is followed unseen', async () => {
  const { requests } = await looked({ body: png(1280, 720) });
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({ method: 'GET', disableFollowRedirect: true, timeout: 10_000 });
  expect(JSON.stringify(requests[0]?.headers)).not.toContain(key);
});

test('no more than the first 64 kB are read of a file, and it is not taken for cut', async () => {
  let given = 0;
  async function* endless() {
    yield png(1280, 720, 200_000).subarray(0, 50_000);
    for (given = 1; given < 100; given++) yield Buffer.alloc(50_000, 7);
  }
  const body = Readable.from(endless());
  const { items } = await looked({ body, headers: { 'content-length': '5050000' } });
  expect(items[0]).toMatchObject({ valid: true, files: [{ width: 1280, bytes: 5_050_000 }] });
  expect(given).toBeLessThan(10);
  expect(body.destroyed).toBe(true);
});

test.each<[string, Answer, string]>([
  ['an empty file', { body: '' }, 'an empty file'],
  [
    'a signature that has ended, as Google says it',
    { status: 400, body: '<Code>ExpiredToken</Code>' },
    'HTTP 400.',
  ],
  ['a dead link', { status: 404, body: 'gone' }, 'cannot be used: its server answers HTTP 404.'],
])('%s is an issue', async (_what, answer, words) => {
  const { items } = await looked(answer);
  expect(items[0]).toMatchObject({ valid: false, issues: [expect.stringContaining(words) as string] });
});

test.each<[string, Script]>([
  ['refuses whom it does not know', { status: 403, body: 'who are you' }],
  ['stumbles', { status: 503, body: 'later' }],
])('a host that %s is a warning: AIHubMax may still reach it', async (_how, behind) => {
  const { items } = await looked(behind);
  expect(items[0]).toMatchObject({
    ...{ valid: true, issues: [] },
    warnings: [expect.stringMatching(/^Image URL: .*AIHubMax may still reach it\.$/) as string],
  });
});

test.each([
  ['ETIMEDOUT', 'example.com did not answer n8n'],
  ['ENOTFOUND', 'example.com is a host that n8n does not find'],
  ['CERT_HAS_EXPIRED', 'example.com has a TLS certificate that n8n does not trust (CERT_HAS_EXPIRED)'],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'example.com has a TLS certificate that n8n does not trust (DEPTH_ZERO_SELF_SIGNED_CERT)',
  ],
  ['ECONNREFUSED', 'example.com did not answer n8n'],
])('after %s it is said that %s', async (code, words) => {
  expect((await looked({ code })).items[0]).toMatchObject({
    ...{ valid: true, issues: [] },
    warnings: [`Image URL: ${words}. AIHubMax may still reach it.`],
  });
});

test('a URL that n8n itself blocks is told as such', async () => {
  const blocked = Object.assign(new Error('request failed'), { cause: { name: 'SsrfBlockedIpError' } });
  const { items } = await looked(() => Promise.reject(blocked));
  expect(items[0]).toMatchObject({
    valid: true,
    warnings: [
      'Image URL: example.com is blocked by n8n itself, so it was not opened (N8N_SSRF_ALLOWED_HOSTNAMES in the environment of n8n allows a host). AIHubMax may still reach it.',
    ],
  });
});

test('equal URLs are opened once, and a host that did not answer three times in a row is not asked again', async () => {
  const urls = ['https://example.com/a.png', 'https://example.com/a.png', 'https://example.com/b.png'];
  expect((await looked({ body: png(1280, 720) }, urls)).requests.map(({ url }) => url)).toEqual([
    'https://example.com/a.png',
    'https://example.com/b.png',
  ]);
  const many = Array.from({ length: 50 }, (_none, at) => `https://example.com/${at}.png`);
  const silent = await looked({ code: 'ECONNREFUSED' }, many);
  // Ten are asked side by side before the first silence is known.
  expect(silent.requests.length).toBeLessThanOrEqual(12);
  expect(silent.items.every(({ warnings }) => (warnings as string[]).length === 1)).toBe(true);
});

test('a host that is silent now and then is asked for every URL', async () => {
  const urls = Array.from({ length: 60 }, (_none, at) => `https://example.com/${at}.png`);
  const { requests } = await looked(
    (_request, nth) => (nth % 20 === 1 ? { code: 'ETIMEDOUT' } : { body: png(1280, 720) }),
    urls,
  );
  expect(requests).toHaveLength(60);
});

const leading =
  (to: string): Script =>
  ({ url }) =>
    url === to ? { body: png(1280, 720) } : { status: 302, headers: { location: to }, body: '' };

test('a redirect to another public host is followed', async () => {
  const { items } = await looked(leading('https://cdn2.example.com/a.png'));
  expect(items[0]).toMatchObject({ valid: true, files: [{ type: 'image/png' }] });
});

test.each([
  ['UTF-8', 'utf8', '/%E7%85%A7%C3%A9.png'],
  ['Latin-1', 'latin1', '/%C3%A9.png'],
] as const)(
  'a redirect whose location is written in bare %s leads where browsers go',
  async (_how, encoding, path) => {
    const location = Buffer.from(decodeURIComponent(path), encoding).toString('latin1');
    const { requests } = await looked((_request, nth) =>
      nth === 0 ? { status: 302, headers: { location }, body: '' } : { body: png(1280, 720) },
    );
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual(['/a.png', path]);
  },
);

test('a redirect into a private network is not followed, unless AIHubMax itself is there', async () => {
  const inside = 'http://169.254.169.254/latest/meta-data';
  const { items, requests } = await looked(leading(inside));
  expect(requests).toHaveLength(1);
  expect(items[0]).toMatchObject({
    issues: ['Image URL leads to 169.254.169.254, a private host that AIHubMax cannot reach.'],
  });
  const local = await looked(leading(inside), undefined, 'http://127.0.0.1:8787');
  expect(local.requests).toHaveLength(2);
});

test.each([
  'file:///etc/passwd',
  'data:image/png;base64,iVBORw0KGgo=',
  'gopher://127.0.0.1:6379/_x',
  'http://2130706433/',
  'http://0177.0.0.1/',
  '//169.254.169.254/',
  'http://user@127.0.0.1/',
  'HTTP://LOCALHOST./',
  'http://[::ffff:127.0.0.1]/',
])('a redirect to %s opens nothing, and is an issue', async (location) => {
  const { items, requests } = await looked({ status: 302, headers: { location }, body: '' });
  expect(requests).toHaveLength(1);
  expect(items[0]).toMatchObject({
    valid: false,
    issues: [expect.stringMatching(/^Image URL leads to /) as string],
  });
});

test('redirects without an end are given up', async () => {
  const { requests } = await looked({ status: 302, headers: { location: '/again' }, body: '' });
  expect(requests).toHaveLength(6);
});

test('ten are opened at a time', async () => {
  let open = 0;
  let most = 0;
  const urls = Array.from({ length: 40 }, (_none, nth) => `https://host${nth}.example.com/a.png`);
  await looked(async () => {
    most = Math.max(most, ++open);
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    open -= 1;
    return { body: png(1280, 720) };
  }, urls);
  expect(most).toBe(10);
});
