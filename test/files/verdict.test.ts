/** Whether a file may be sent, and what the user is told about it. */
import { inspect } from '../../nodes/AiHubMaxVeo/files/inspect';
import { fileVerdict, uploadName } from '../../nodes/AiHubMaxVeo/files/verdict';
import { png } from '../support/binaries.mts';
import { heldMs } from '../support/held.mts';

interface Given extends Partial<Omit<Parameters<typeof fileVerdict>[0], 'content'>> {
  head?: Buffer;
  isWhole?: boolean;
}

const look = async ({ head = png(1920, 1080), isWhole = true, ...over }: Given = {}) =>
  fileVerdict({
    mediaType: 'image',
    content: { ...(await inspect([head])), isWhole },
    bytes: 100_000,
    fileName: 'photo.png',
    ratio: '16:9',
    ...over,
  });

/** What APNG has in front of its pixels (W3C PNG 3, 11.3.4.1). */
const animated = Buffer.concat([
  png(1920, 1080).subarray(0, 33),
  Buffer.from('\0\0\0\u0008acTL\0\0\0\u0002\0\0\0\0\0\0\0\0', 'latin1'),
  png(1920, 1080).subarray(33),
]);

const megabytes = (count: number) => count * 1024 * 1024;

test('a good image is sent without a word', async () => {
  expect(await look()).toEqual({
    kind: { mime: 'image/png', extension: 'png', size: expect.anything() as object },
    hints: [],
  });
});

test.each<[string, Given, RegExp]>([
  ['an empty file', { bytes: 0, head: Buffer.alloc(0) }, /empty/],
  ['more than 50 MB', { bytes: megabytes(51) }, /51 MB.*50 MB/],
])('%s is refused by name', async (_what, over, words) => {
  const { issue } = await look(over);
  expect(issue).toMatch(words);
  expect(issue).toContain('photo.png');
});

test.each<[string, Given, RegExp]>([
  ['a small image', { head: png(640, 360) }, /640 x 360.*720p/],
  ['a image of another shape', { head: png(1080, 1920) }, /1080 x 1920.*16:9/],
  ['a square', { head: png(1000, 1000), ratio: '9:16' }, /1000 x 1000.*9:16/],
  ['a large file', { bytes: megabytes(30) }, /30 MB/],
  ['an animated PNG', { head: animated }, /^AIHubMax may use only the first frame of an animated PNG/],
])('%s is sent, and the user is told', async (_what, over, words) => {
  const { issue, hints } = await look(over);
  expect(issue).toBeUndefined();
  expect(hints.join(' ')).toMatch(words);
});

test.each([
  ['nearly 16:9', { head: png(1920, 1088) }],
  ['no wanted shape', { head: png(1000, 1000), ratio: undefined }],
  ['a shape of words', { head: png(1000, 1000), ratio: 'wide' }],
])('%s is no reason for a hint', async (_what, over) => {
  expect((await look(over)).hints).toEqual([]);
});

test.each([
  ['photo.png', 'png', 'photo.png'],
  ['photo.PNG', 'png', 'photo.png'],
  ['photo.jpeg', 'jpg', 'photo.jpg'],
  ['photo', 'png', 'photo.png'],
  ['photo.v2', 'png', 'photo.png'],
  ['notes.txt', 'jpg', 'notes.jpg'],
  ['', 'webp', 'file.webp'],
  ['照片 #1 (final)?.png', 'png', '1-final.png'],
  ['照片.png', 'png', 'file.png'],
  ['Blümchen im Café.jpg', 'jpg', 'Blumchen-im-Cafe.jpg'],
  ['../../etc/passwd', 'jpg', 'etc-passwd.jpg'],
  ['a"; filename="b.exe\r\nX-Evil: 1', 'jpg', 'a-filename-b-exe-X-Evil-1.jpg'],
  ['.png', 'png', 'file.png'],
  [`${'long '.repeat(100)}.png`, 'png', 'long-long-long-long-long-long-long-long.png'],
])('a file called %j that is a %s is sent as %j', (fileName, extension, sent) => {
  expect(uploadName(fileName, extension)).toBe(sent);
});

test('a name of a million characters neither takes long nor makes a long message', async () => {
  const fileName = '. #'.repeat(350_000);
  const held = await heldMs(async () => {
    expect(uploadName(fileName, 'png').length).toBeLessThan(50);
    expect((await look({ head: Buffer.from('Hello'), fileName })).issue?.length).toBeLessThan(200);
  });
  expect(held).toBeLessThan(50);
});
