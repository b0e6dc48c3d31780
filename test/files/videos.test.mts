/** Kind of a video from its first bytes. */
import fc from 'fast-check';
import { inspect } from '../../nodes/AiHubMaxVeo/files/inspect';
import { video } from '../support/ffmpeg.mts';

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

test('no bytes are too odd to be looked at', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (bytes) => void (await sniffContainer(bytes))),
  );
});
