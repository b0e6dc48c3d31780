/** A result's file: fetched without the key, and believed only when it is a whole video. */
import { Readable } from 'node:stream';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { createFetchFile } from '../../nodes/AiHubMaxVeo/transport/download';
import { bytesOf } from '../support/binaries.mts';
import { laterFailureOf } from '../support/failure.mts';

const url = 'https://cdn.example.test/out/a.mp4?signature=abc';

/** ISO/IEC 14496-12: a box of type ftyp comes first. */
const mp4 = Buffer.concat([
  Buffer.from('\0\0\0\u0018ftypisom\0\0\u0002\0', 'latin1'),
  Buffer.alloc(100_000, 7),
]);

interface Reply {
  statusCode?: number;
  headers?: Record<string, string>;
  pieces?: Buffer[] | AsyncIterable<Buffer>;
}

function fetching({ statusCode = 200, headers = {}, pieces = [mp4] }: Reply) {
  const asked: IHttpRequestOptions[] = [];
  const httpRequest = async (options: IHttpRequestOptions) => {
    asked.push(options);
    return { statusCode, headers, body: Readable.from(pieces) };
  };
  const context = { helpers: { httpRequest } } as unknown as IExecuteFunctions;
  return { fetchFile: createFetchFile(context, undefined), asked };
}

/** What is read in the end. */
const fetched = async (reply: Reply) => {
  const { content, ...rest } = await fetching(reply).fetchFile(url);
  return { ...rest, bytes: await bytesOf(content) };
};

test('a whole video comes through byte for byte', async () => {
  const length = String(mp4.length);
  const { bytes, mime, extension } = await fetched({
    headers: { 'content-type': 'video/mp4', 'content-length': length },
  });
  expect([bytes.equals(mp4), mime, extension]).toEqual([true, 'video/mp4', 'mp4']);
});

test.each([
  ['one byte at a time', [...mp4.subarray(0, 64)].map((byte) => Buffer.from([byte]))],
  ['with empty pieces', [Buffer.alloc(0), mp4.subarray(0, 5), Buffer.alloc(0), mp4.subarray(5, 64)]],
])('a video that arrives %s is a video', async (_how, pieces) => {
  expect((await fetched({ pieces })).bytes.equals(mp4.subarray(0, 64))).toBe(true);
});

test.each([
  ['video/webm', 'video/webm', 'webm'],
  ['video/quicktime; x=1', 'video/quicktime', 'mov'],
  ['application/octet-stream', 'video/mp4', 'mp4'],
  [undefined, 'video/mp4', 'mp4'],
])('content type %j becomes %s and .%s', async (announced, mime, extension) => {
  expect(await fetched({ headers: announced ? { 'content-type': announced } : {} })).toMatchObject({
    mime,
    extension,
  });
});

test('the request carries no credential, follows the stop and reads a stream', async () => {
  const { fetchFile, asked } = fetching({});
  await bytesOf((await fetchFile(url)).content);
  expect(asked).toEqual([
    {
      ...{ method: 'GET', url, encoding: 'stream', returnFullResponse: true, ignoreHttpStatusErrors: true },
      ...{
        timeout: expect.any(Number) as number,
        abortSignal: undefined,
        sendCredentialsOnCrossOriginRedirect: false,
      },
      headers: { 'user-agent': 'n8n-nodes-aihubmax-veo' },
    },
  ]);
});

test.each([401, 403, 404, 410])('HTTP %i asks for a fresh link', async (statusCode) => {
  const failure = await laterFailureOf(fetching({ statusCode }).fetchFile(url));
  expect(failure).toMatchObject({
    code: 'link',
    message: expect.stringContaining(String(statusCode)) as string,
  });
});

test.each([429, 500, 503])('HTTP %i may pass', async (statusCode) => {
  const failure = await laterFailureOf(fetching({ statusCode }).fetchFile(url));
  expect(failure?.code).not.toBe('link');
  expect(failure?.message).toContain(String(statusCode));
});

async function* breaking(): AsyncGenerator<Buffer> {
  yield mp4.subarray(0, 50);
  throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
}

test.each<[string, Reply, RegExp]>([
  ['a web page', { pieces: [Buffer.from('<!doctype html><html><body>Log in</body></html>')] }, /not a video/],
  ['an error of the service', { pieces: [Buffer.from('{"error":"expired and gone"}')] }, /not a video/],
  ['nothing', { pieces: [] }, /not a video/],
  ['less than was announced', { headers: { 'content-length': '200000' } }, /cut off/],
  ['more than was announced', { headers: { 'content-length': '5000' } }, /cut off/],
])('%s is no video, and fails instead of being saved', async (_what, reply, words) => {
  expect((await laterFailureOf(fetched(reply)))?.message).toMatch(words);
});

test('a connection that breaks on the way fails', async () => {
  await expect(fetched({ pieces: breaking() })).rejects.toThrow('aborted');
});

test('a host that cannot be reached is reported without the signature of the link', async () => {
  const httpRequest = async () => {
    throw Object.assign(new Error('getaddrinfo ENOTFOUND cdn.example.test'), { config: { url } });
  };
  const context = { helpers: { httpRequest } } as unknown as IExecuteFunctions;
  const failure = await laterFailureOf(createFetchFile(context, undefined)(url));
  expect(failure?.message).toContain('ENOTFOUND');
  expect(JSON.stringify(failure)).not.toContain('signature');
});
