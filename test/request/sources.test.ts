/** Where the files of a request come from, and how many there may be. */
import { readDraft } from '../../nodes/AiHubMaxVeo/request/read';
import { everyInput } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

const reference = { ...everyInput, mode: 'referenceToVideo' };
const [one, two, three, four] = ['one', 'two', 'three', 'four'].map(
  (name) => `https://example.com/${name}.jpg`,
);

const sentAs = (referenceImageUrls: unknown) =>
  asked({ ...reference, referenceImageUrls }).body?.reference_image_urls;

test.each([
  [one, [one]],
  [`${one}, ${two}`, [one, two]],
  [`${one}\n${two}\r\n ${three} \n`, [one, two, three]],
  [`,${one},,`, [one]],
  [`${one}\r${two}`, [one, two]],
  [JSON.stringify([one, two]), [one, two]],
  [
    [one, two],
    [one, two],
  ],
  [
    [[one], two, ''],
    [one, two],
  ],
])('reference images written as %j are sent as a list', (written, expected) => {
  expect(sentAs(written)).toEqual(expected);
});

test.each([
  ['', /^Reference Image URLs is empty/],
  [[], /^Reference Image URLs is empty/],
  [`["${one}"`, /must be a URL/],
  [[one, two, three, four], /names 4 files, but takes at most 3/],
  [[one, 7], /is 7, but must be text/],
  [`${one} ${two}`, /contains spaces/],
])('reference images written as %j are refused', (written, words) => {
  expect(asked({ ...reference, referenceImageUrls: written }).issues.join(' ')).toMatch(words);
});

const extend = { ...everyInput, mode: 'extend', videoSource: 'taskId' };

test('a video to extend is an earlier task unless the user says otherwise', () => {
  const taken = asked({ ...extend, videoSource: undefined, sourceTaskId: ' task-1 ' });
  expect(taken.body).toMatchObject({ video_url: 'https://files.example.test/taskId/task-1' });
});

test.each(['', 'a b', '../models', 'task-1,task-2', '/v1/tasks/task-1'])(
  'the earlier task %j is refused',
  (sourceTaskId) => {
    expect(asked({ ...extend, sourceTaskId }).issues[0]).toMatch(/^Source Task ID is /);
  },
);

test('extending sends neither a resolution nor a length, which the vendor does not take', () => {
  const { body } = asked({
    ...extend,
    sourceTaskId: 'task-1',
    resolution: '720p',
    duration: 4,
    generateAudio: true,
  });
  expect(body).toStrictEqual({
    model: 'veo-3.1-extend',
    prompt: 'Waves roll in',
    video_url: 'https://files.example.test/taskId/task-1',
    generate_audio: true,
  });
});

test('a text to video sends no picture, whatever a former mode left behind', () => {
  expect(asked({ ...everyInput, mode: 'textToVideo' }).body).toStrictEqual({
    model: 'veo-3.1-text-to-video',
    prompt: 'Waves roll in',
  });
});

test('a binary field that nobody named is the one that the form starts with', () => {
  const parameters: Record<string, unknown> = {
    ...everyInput,
    imageSource: 'binary',
    imageBinaryProperty: ' ',
  };
  const draft = readDraft((name) => parameters[name], false);
  expect(draft).toMatchObject({
    value: { files: { image: { value: [{ kind: 'binary', value: 'data' }] } } },
  });
});

test.each(['file', 7, {}])('the source %j is refused by name', (imageSource) => {
  const { issues } = asked({ ...everyInput, imageSource });
  expect(issues[0]).toMatch(/^Image Source is .*, but must be one of: url, binary\.$/);
});
