/** A binary field whose name nobody typed: it takes the item's only image, whatever that is called. */
import type { IBinaryKeyData, INodeParameters } from 'n8n-workflow';
import { bytesOf, file, mp4, png } from '../support/binaries.mts';
import { check, checked } from '../support/checking.mts';
import { execute, failing, flowers, type Scene } from '../support/context.mts';
import { accepted } from '../support/replies.mts';
import { fakeService, json } from '../support/service.mts';

const photo = (length = 3_000, over = {}) =>
  file(png(1920, 1080, length), { mimeType: 'image/png', ...over });
const sheet = file(Buffer.from('sku;name'), { mimeType: 'text/csv', fileName: 'rows.csv' });
const film = (bytes = 9_000) => file(mp4(bytes), { mimeType: 'video/mp4', fileName: 'film.mp4' });

const fromItem = { ...check, imageSource: 'binary' };
const frames = { ...check, mode: 'firstLastFrame', firstImageSource: 'binary', lastImageSource: 'binary' };
const references = { ...check, mode: 'referenceToVideo', model: 'fast', duration: 8 };
const extend = { ...check, mode: 'extend', model: 'fast', videoSource: 'binary' };

/** What Check says of an item with these files. */
async function lookedAt(parameters: INodeParameters, binary: IBinaryKeyData, over: Partial<Scene> = {}) {
  const { json } = await checked({ parameters, binaries: [binary], ...over });
  const { issues, warnings, files } = json as { issues: string[]; warnings: string[]; files: object[] };
  return { issues, warnings, bytes: files.map((one) => (one as { bytes: number }).bytes) };
}

const used = (label: string, missing: string, name: string, what = 'image') =>
  `${label} Binary Field: the item has no "${missing}", so its ${what} is used (${name}).`;

const found = used('Image', 'data', 'Your_photo');

test.each<[string, IBinaryKeyData]>([
  ['the only file', { Your_photo: photo() }],
  ['the only image', { list: sheet, Your_photo: photo(), film: film() }],
  [
    'the only file, of whose type n8n knows nothing',
    { Your_photo: photo(3_000, { mimeType: 'application/octet-stream' }) },
  ],
])('an untouched name takes %s, and a hint says which', async (_what, binary) => {
  expect(await lookedAt(fromItem, binary)).toEqual({ issues: [], warnings: [found], bytes: [3_000] });
});

test('a name that is there is taken without a word, whatever else the item has', async () => {
  const binary = { Your_photo: photo(4_000), data: photo() };
  expect(await lookedAt(fromItem, binary)).toEqual({ issues: [], warnings: [], bytes: [3_000] });
});

const missing = (label: string, name: string, has: string) =>
  expect.stringContaining(
    `${label} is "${name}", but the input item has no binary field of this name. It has: ${has}`,
  ) as string;

test.each<[string, INodeParameters, IBinaryKeyData, string[]]>([
  [
    'of two images none is guessed',
    fromItem,
    { front: photo(), back: photo(4_000) },
    [missing('Image Binary Field', 'data', 'front, back.')],
  ],
  [
    'nor is an image beside a file that may be one',
    fromItem,
    { front: photo(), scan: photo(4_000, { mimeType: 'application/octet-stream' }) },
    [missing('Image Binary Field', 'data', 'front, scan.')],
  ],
  ['a film is no image', fromItem, { film: film() }, [missing('Image Binary Field', 'data', 'film.')]],
  [
    'a typed name is never guessed',
    { ...fromItem, imageBinaryProperty: 'photo' },
    { Your_photo: photo() },
    [missing('Image Binary Field', 'photo', 'Your_photo.')],
  ],
  [
    'an expression is as good as typed, whatever it gives',
    { ...fromItem, imageBinaryProperty: '={{ "data" }}' },
    { Your_photo: photo() },
    [missing('Image Binary Field', 'data', 'Your_photo.')],
  ],
  [
    'of three images none is the first',
    frames,
    { a: photo(), b: photo(4_000), c: photo(5_000) },
    [
      missing('First Image Binary Field', 'first', 'a, b, c.'),
      missing('Last Image Binary Field', 'last', 'a, b, c.'),
    ],
  ],
  [
    'one image is not both frames',
    frames,
    { only: photo() },
    [
      missing('First Image Binary Field', 'first', 'only.'),
      missing('Last Image Binary Field', 'last', 'only.'),
    ],
  ],
])('%s', async (_what, parameters, binary, issues) => {
  // What an expression gives is the same for the fake as for n8n.
  const items = [parameters.imageBinaryProperty === '={{ "data" }}' ? { imageBinaryProperty: 'data' } : {}];
  expect((await lookedAt(parameters, binary, { items })).issues).toEqual(issues);
});

test('two images are the first and the last frame, in their order', async () => {
  expect(await lookedAt(frames, { list: sheet, start: photo(), end: photo(4_000) })).toEqual({
    issues: [],
    warnings: [used('First Image', 'first', 'start'), used('Last Image', 'last', 'end')],
    bytes: [3_000, 4_000],
  });
});

test('a frame that has its name leaves the other image to the other frame', async () => {
  expect(await lookedAt(frames, { last: photo(4_000), opening: photo() })).toEqual({
    issues: [],
    warnings: [used('First Image', 'first', 'opening')],
    bytes: [3_000, 4_000],
  });
});

test('an only image is a reference, and an only film is continued', async () => {
  const parameters = { ...references, referenceImagesSource: 'binary' };
  expect(await lookedAt(parameters, { Your_photo: photo() })).toEqual({
    issues: [],
    warnings: [used('Reference Image', 'data', 'Your_photo').replace('Field', 'Fields')],
    bytes: [3_000],
  });
  expect(await lookedAt(extend, { still: photo(), clip: film() })).toMatchObject({
    issues: [],
    warnings: [used('Video', 'data', 'clip', 'video')],
  });
});

test('a file that a workflow keeps in the JSON is found under its path', async () => {
  const inJson = { _files: { Your_photo: photo() } };
  const over = { json: [inJson as never], binaries: [] };
  const { json } = await checked({ parameters: fromItem, ...over });
  // The fake keeps files beside the JSON, so that the path is named and nothing is taken.
  expect(json.issues).toEqual([missing('Image Binary Field', 'data', '_files.Your_photo.')]);
});

const creating = () =>
  fakeService({ create: json(accepted()), upload: json({ url: 'https://files.example.test/u/1.png' }) });

test('Create uploads what Check names, says so, and is charged once', async () => {
  const service = creating();
  const hints: string[] = [];
  const parameters = { ...flowers, imageSource: 'binary' };
  await execute({ service, hints, parameters, binaries: [{ Your_photo: photo() }] });
  const [upload] = service.of('upload');
  expect((await bytesOf(upload?.body)).includes(png(1920, 1080, 3_000))).toBe(true);
  expect(service.creates()).toHaveLength(1);
  expect(hints.filter((hint) => hint.includes(found))).toHaveLength(1);
});

test('ten items with names of their own are one sentence', async () => {
  const hints: string[] = [];
  const names = Array.from({ length: 10 }, (_none, nth) => `photo_of_${'abcdefghij'[nth]}`);
  const parameters = { ...flowers, imageSource: 'binary' };
  const binaries = names.map((name) => ({ [name]: photo() }));
  await execute({ service: creating(), hints, parameters, items: names.map(() => ({})), binaries });
  expect(hints[0]).toBe(`${used('Image', 'data', 'photo_of_a')} (and 9 more)`);
});

test('what is found and cannot be used is refused free of charge', async () => {
  const service = creating();
  const parameters = { ...flowers, imageSource: 'binary' };
  const text = file(Buffer.from('Hello, hello, hello'), { mimeType: 'application/octet-stream' });
  const failure = await failing({ service, parameters, binaries: [{ note: text }] });
  expect(failure.message).toMatch(/^Image is not a JPEG, PNG, WebP or GIF/);
  expect(service.requests).toEqual([]);
});
