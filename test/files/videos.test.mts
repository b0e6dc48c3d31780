/** Kind of a video from its first bytes. */
import fc from 'fast-check';
import { inspect } from '../../nodes/AiHubMaxVeo/files/inspect';
import { image, video } from '../support/ffmpeg.mts';

const sniffContainer = async (bytes: Uint8Array) => (await inspect([bytes])).video;

test.each([
  ['a.mp4', { mime: 'video/mp4', extension: 'mp4' }, []],
  ['a.mov', { mime: 'video/quicktime', extension: 'mov' }, []],
  ['a.webm', { mime: 'video/webm', extension: 'webm' }, ['-c:v', 'libvpx']],
])('%s is known by its first bytes', async (name, expected, args) => {
  const bytes = video(name, args);
  expect(await sniffContainer(bytes)).toMatchObject(expected);
  expect(await sniffContainer(bytes.subarray(0, 16))).toMatchObject(expected);
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a web page', Buffer.from('<!doctype html><html><body>Not here</body></html>')],
  ['an error of the service', Buffer.from('{"error":{"message":"expired"}}')],
  ['a image', image('a.png', '32x32')],
  ['a photo of an iPhone', Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1')],
  ['an AVIF image', Buffer.from('\0\0\0\u0020ftypavif\0\0\0\0avifmif1', 'latin1')],
])('%s is no video', async (_what, bytes) => {
  expect(await sniffContainer(bytes)).toBeNull();
});

test('no bytes are too odd to be looked at', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (bytes) => void (await sniffContainer(bytes))),
  );
});
