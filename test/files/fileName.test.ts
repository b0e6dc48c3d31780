/** The name of a video as a file: what the user wants, in a form that every disk takes. */
import { videoFileName } from '../../nodes/AiHubMaxVeo/files/downloadVideos';

const named = (wanted: string, index = 0) => videoFileName(wanted, 'task-1', index, 'mp4');

test.each([
  ['', 'task-1.mp4'],
  ['  ', 'task-1.mp4'],
  ['...', 'task-1.mp4'],
  ['SKU 4711', 'SKU 4711.mp4'],
  ['v1.2', 'v1.2.mp4'],
  ['clip.mp4', 'clip.mp4'],
  ['clip.MP4', 'clip.mp4'],
  ['.mp4', 'task-1.mp4'],
  ['clip .mp4', 'clip.mp4'],
  ['con.mp4', '_con.mp4'],
  ['a/b\\c:d\n', 'a_b_c_d_.mp4'],
  ['../../etc/passwd', '_.._etc_passwd.mp4'],
  ['.hidden', 'hidden.mp4'],
  ['照片 #1', '照片 #1.mp4'],
  ['CON', '_CON.mp4'],
  ['aux.txt', '_aux.txt.mp4'],
  ['com1', '_com1.mp4'],
  ['LPT²', '_LPT².mp4'],
  ['nul .x', '_nul .x.mp4'],
  ['console', 'console.mp4'],
  ['a?b*c<d>e|f"g', 'a_b_c_d_e_f_g.mp4'],
  ['gpj\u202e4pm.exe', 'gpj_4pm.exe.mp4'],
  ['\u2066a\u2069\u2028b\u2029\u200f', '_a__b__.mp4'],
])('%j becomes %j', (wanted, name) => {
  expect(named(wanted)).toBe(name);
});

test.each(['x'.repeat(197), `${'x'.repeat(199)} y`])('a long name keeps no part of an ending', (wanted) => {
  expect(named(`${wanted}.mp4`)).toBe(`${wanted.slice(0, 199)}.mp4`);
});

test('the next results are counted', () => {
  expect([named('clip.mp4', 1), named('', 2)]).toEqual(['clip_1.mp4', 'task-1_2.mp4']);
});

test.each(['x'.repeat(1_000_000), '照'.repeat(500), '😀'.repeat(500)])(
  'a long name is cut between letters',
  (wanted) => {
    const name = named(wanted);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(204);
    expect(Buffer.byteLength(name)).toBeGreaterThan(195);
    // Half a letter could not be encoded.
    expect(() => encodeURIComponent(name)).not.toThrow();
  },
);
