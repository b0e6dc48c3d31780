/** A result's file: fetched without the key, and believed only when it is a whole video. */
import { Readable } from 'node:stream';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { fetchVideo as fetchFile } from '../../nodes/AiHubMaxVeo/files/downloadVideos';
import { LinkOpener } from '../../nodes/AiHubMaxVeo/files/links';
import { box, bytesOf, mp4 } from '../support/binaries.mts';
import { laterFailureOf } from '../support/failure.mts';

const url = 'https://cdn.example.test/out/a.mp4?signature=abc';

const whole = mp4(100_000);

interface Reply {
  statusCode?: number;
  headers?: Record<string, string>;
  pieces?: Buffer[] | AsyncIterable<Buffer>;
}

const service = { apiKey: 'sk-test-3f9a1c7e5b2d', baseUrl: 'https://api.example.test' };

const fetchFileOf =
  (context: IExecuteFunctions) => async (link: string, limit: Parameters<typeof fetchFile>[2]) =>
    await fetchFile(new LinkOpener(context, service, undefined), link, limit);

/** Time never runs out, but for what a test does about it. */
const patient = { limitMs: 600_000, isOver: () => false };

function fetching({ statusCode = 200, headers = {}, pieces = [whole] }: Reply) {
  const asked: IHttpRequestOptions[] = [];
  const httpRequest = async (options: IHttpRequestOptions) => {
    asked.push(options);
    return { statusCode, headers, body: Readable.from(pieces) };
  };
  const context = { helpers: { httpRequest } } as unknown as IExecuteFunctions;
  return { fetchFile: fetchFileOf(context), asked };
}

/** What is read in the end. */
const fetched = async (reply: Reply) => {
  const { content, close: _close, ...rest } = await fetching(reply).fetchFile(url, patient);
  return { ...rest, bytes: await bytesOf(content) };
};

test('a whole video comes through byte for byte', async () => {
  const length = String(whole.length);
  const { bytes, mime, extension } = await fetched({
    headers: { 'content-type': 'video/mp4', 'content-length': length },
  });
  expect([bytes.equals(whole), mime, extension]).toEqual([true, 'video/mp4', 'mp4']);
});

const short = mp4(20);

test.each([
  ['one byte at a time', [...short].map((byte) => Buffer.from([byte]))],
  ['with empty pieces', [Buffer.alloc(0), short.subarray(0, 5), Buffer.alloc(0), short.subarray(5)]],
])('a video that arrives %s is a video', async (_how, pieces) => {
  expect((await fetched({ pieces })).bytes.equals(short)).toBe(true);
});

const webm = Buffer.concat([
  Buffer.from(
    '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff',
    'hex',
  ),
  Buffer.alloc(500, 1),
]);
const mov = Buffer.concat([box('ftyp', Buffer.from('qt  \0\0\u0002\0qt  ', 'latin1')), mp4().subarray(24)]);

test.each<[string, Buffer, string, string]>([
  ['a WebM', webm, 'video/webm', 'webm'],
  ['a MOV', mov, 'video/quicktime', 'mov'],
  ['an MP4', short, 'video/mp4', 'mp4'],
])('%s is called what it is, whatever its server calls it', async (_what, content, mime, extension) => {
  for (const announced of ['video/webm', 'Video/QuickTime; x=1', 'application/octet-stream', undefined])
    expect(
      await fetched({ pieces: [content], headers: announced ? { 'content-type': announced } : {} }),
    ).toMatchObject({ mime, extension, bytes: content });
});

test('the request carries no credential, follows the stop and reads a stream', async () => {
  const { fetchFile, asked } = fetching({});
  await bytesOf((await fetchFile(url, patient)).content);
  expect(asked).toEqual([
    {
      ...{ method: 'GET', url, encoding: 'stream', returnFullResponse: true, disableFollowRedirect: true },
      ...{
        timeout: expect.any(Number) as number,
        abortSignal: expect.any(AbortSignal) as AbortSignal,
        // Every answer is thrown, since n8n's helper tells only then from which address it came.
        ignoreHttpStatusErrors: {
          ignore: true,
          except: Array.from({ length: 500 }, (_none, at) => at + 100),
        },
      },
      headers: { 'user-agent': 'n8n-nodes-aihubmax-veo', accept: '*/*', 'accept-encoding': 'identity' },
    },
  ]);
});

test.each([401, 403, 404, 410])('HTTP %i asks for a fresh link', async (statusCode) => {
  const failure = await laterFailureOf(fetching({ statusCode }).fetchFile(url, patient));
  expect(failure).toMatchObject({
    code: 'link_expired',
    message: expect.stringContaining(String(statusCode)) as string,
  });
});

test.each([429, 500, 503])('HTTP %i may pass', async (statusCode) => {
  const failure = await laterFailureOf(fetching({ statusCode }).fetchFile(url, patient));
  expect(failure?.code).not.toBe('link');
  expect(failure?.message).toContain(String(statusCode));
});

async function* breaking(): AsyncGenerator<Buffer> {
  yield whole.subarray(0, 50);
  throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
}

test.each<[string, Reply, RegExp]>([
  ['a web page', { pieces: [Buffer.from('<!doctype html><html><body>Log in</body></html>')] }, /not a video/],
  ['an error of the service', { pieces: [Buffer.from('{"error":"expired and gone"}')] }, /not a video/],
  ['nothing', { pieces: [] }, /not a video/],
  ['less than was announced', { headers: { 'content-length': '200000' } }, /cut off/],
  ['a half that nobody announced', { pieces: [whole.subarray(0, 50_000)] }, /cut off after 50000 bytes/],
  ['all but the last byte', { pieces: [whole.subarray(0, -1)] }, /cut off/],
  ['a film without its index', { pieces: [whole.subarray(0, 20), whole.subarray(128)] }, /cut off/],
  ['a part', { statusCode: 206, headers: { 'content-range': 'bytes 0-9/100' } }, /part/],
  ['a part that does not say which', { statusCode: 206 }, /part/],
])('%s is no video, and fails instead of being saved', async (_what, reply, words) => {
  expect((await laterFailureOf(fetched(reply)))?.message).toMatch(words);
});

test.each<[string, Reply]>([
  ['was compressed on its way', { headers: { 'content-length': '5000' } }],
  [
    'says that it is still compressed',
    { headers: { 'content-encoding': 'gzip', 'content-length': '900000' } },
  ],
  [
    'is sent as the whole range',
    { statusCode: 206, headers: { 'content-range': `bytes 0-${whole.length - 1}/${whole.length}` } },
  ],
  ['has something behind its end', { pieces: [whole, Buffer.alloc(50)] }],
])('a whole video that %s is a video', async (_how, reply) => {
  expect((await fetched(reply)).bytes.length).toBeGreaterThanOrEqual(whole.length);
});

test('a connection that breaks on the way fails', async () => {
  await expect(fetched({ pieces: breaking() })).rejects.toThrow('aborted');
});

test('a host that cannot be reached is reported without the signature of the link', async () => {
  const httpRequest = async () => {
    throw Object.assign(new Error('getaddrinfo ENOTFOUND cdn.example.test'), { config: { url } });
  };
  const context = { helpers: { httpRequest } } as unknown as IExecuteFunctions;
  const failure = await laterFailureOf(fetchFileOf(context)(url, patient));
  expect(failure?.message).toContain('ENOTFOUND');
  expect(JSON.stringify(failure)).not.toContain('signature');
});
