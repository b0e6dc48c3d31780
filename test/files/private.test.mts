/** Public names that lead inside, and hosts that take their time: real sockets, n8n's own HTTP helper. */
import dns from 'node:dns';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import zlib from 'node:zlib';
import { startEmulator, type Emulator } from '../../dev/emulator/index.mts';
import { png } from '../support/binaries.mts';
import { runFlow } from '../support/engine.mts';
import { asked, closeServers, serving } from '../support/server.mts';

let emulator: Emulator | undefined;

afterEach(async () => {
  closeServers();
  jest.restoreAllMocks();
  await emulator?.stop();
  emulator = undefined;
});

/** Names that end in .com lead to this machine, as an attacker's or a company's own may. */
function resolving(): void {
  const real = dns.lookup as (...args: unknown[]) => void;
  const lookup = (name: string, options: unknown, done: (...args: unknown[]) => void) => {
    if (!name.endsWith('.com')) return real(name, options, done);
    const isAll = typeof options === 'object' && (options as { all?: boolean }).all;
    return isAll ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);
  };
  jest.spyOn(dns, 'lookup').mockImplementation(lookup as never);
}

const portOf = (host: string): string => host.split(':')[1] ?? '';

/** The API is public, too, as far as its name tells. */
async function flow(parameters: object, isLocal = false) {
  emulator = await startEmulator({ render: false });
  const { key: apiKey, url } = emulator;
  return await runFlow({
    credentials: { apiKey, baseUrl: isLocal ? url : `http://api.example.com:${new URL(url).port}` },
    parameters: { operation: 'check', prompt: 'Waves', ...parameters },
  });
}

const hidden =
  'Image URL: images.example.com leads into a private network from this n8n, so it was not opened. AIHubMax may still reach it.';

test.each<[string, () => { status: number; headers: object; body: Buffer }]>([
  ['an error', () => ({ status: 418, headers: {}, body: Buffer.from('inner service') })],
  ['an image', () => ({ status: 200, headers: {}, body: png(640, 480) })],
  [
    'a compressed image',
    () => ({ status: 200, headers: { 'content-encoding': 'gzip' }, body: zlib.gzipSync(png(640, 480)) }),
  ],
  [
    'a redirect',
    () => ({ status: 302, headers: { location: 'https://example.org/found' }, body: Buffer.alloc(0) }),
  ],
])('of %s behind a public name with a private address nothing is told', async (_what, answer) => {
  resolving();
  const inside = await serving((_request, response) => {
    const { status, headers, body } = answer();
    response.writeHead(status, headers as never).end(body);
  });
  const { reached } = await flow({ imageUrl: `http://images.example.com:${portOf(inside)}/admin` });
  expect(reached('Fine')?.[0]?.json).toMatchObject({ valid: true, issues: [], warnings: [hidden] });
  expect(reached('Fine')?.[0]?.json).toMatchObject({ files: [{ type: null, width: null, bytes: null }] });
  expect(asked.map(({ url, headers }) => [url, headers.authorization])).toEqual([['/admin', undefined]]);
});

test('through a proxy the address is that of the proxy, and says nothing of the host', async () => {
  const proxied: string[] = [];
  const proxy = createServer((request, response) => {
    proxied.push(request.url ?? '');
    response.end(png(1280, 720));
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const before = { ...process.env };
  process.env.HTTP_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  process.env.NO_PROXY = 'api.example.com';
  resolving();
  try {
    const { reached } = await flow({ imageUrl: 'http://images.example.com/a.png' });
    expect(reached('Fine')?.[0]?.json).toMatchObject({ warnings: [], files: [{ width: 1280 }] });
    expect(proxied).toEqual(['http://images.example.com/a.png']);
  } finally {
    process.env = before;
    proxy.close();
  }
});

test("Extend follows no redirect of a user's URL into a private network", async () => {
  resolving();
  const outside = await serving((_request, response) => {
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
  });
  const { run } = await flow({
    ...{ operation: 'create', mode: 'extend', prompt: 'On', videoSource: 'url' },
    videoUrl: `http://videos.example.com:${portOf(outside)}/v.mp4`,
  });
  // The name leads inside already, so that its redirect is not even read.
  expect(asked.map(({ url }) => url)).toEqual(['/v.mp4']);
  expect(String(run.data.resultData.error?.message ?? '')).not.toContain('169.254');
});

/** Ten times as fast. */
function hurry(): void {
  const real = AbortSignal.timeout.bind(AbortSignal);
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => real(ms / 10));
}

test('a URL is looked at for ten seconds in all, redirects included', async () => {
  hurry();
  let hop = 0;
  const host = await serving((_request, response) => {
    setTimeout(() => response.writeHead(302, { location: `/hop${(hop += 1)}` }).end(), 250);
  });
  const startMs = Date.now();
  const { reached } = await flow({ imageUrl: `http://${host}/a.png` }, true);
  expect(reached('Fine')?.[0]?.json.warnings).toEqual([
    'Image URL: 127.0.0.1 did not answer n8n. AIHubMax may still reach it.',
  ]);
  expect(hop).toBeLessThan(5);
  expect(Date.now() - startMs).toBeLessThan(5_000);
});

test('a body that drips is given up as well', async () => {
  hurry();
  let drops = 0;
  const host = await serving((_request, response) => {
    response.write(png(1280, 720, 100_000).subarray(0, 40));
    const drip = setInterval(() => ((drops += 1), response.write('x')), 50);
    response.on('close', () => clearInterval(drip));
  });
  const { reached } = await flow({ imageUrl: `http://${host}/a.png` }, true);
  expect(reached('Fine')?.[0]?.json.warnings).toHaveLength(1);
  expect(drops).toBeLessThan(30);
});
