/** Lists, marks and pages as people paste them; direct links that look like pages. */
import { everyInput } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

const issuesOf = (over: Record<string, unknown>) => asked({ ...everyInput, ...over }).issues;
const one = 'https://example.com/w_1,h_2/one.jpg';
const two = 'https://example.com/two.jpg';

test.each([
  `"${one}", "${two}"`,
  `"${one}","${two}"`,
  `<${one}>, <${two}>`,
  `['${one}', '${two}']`,
  `[${one}, ${two}]`,
  `(${one}), (${two})`,
  `${one} , ${two},`,
  `${one},\u200b${two}`,
  `“${one}”\n“${two}”`,
  `${one};${two}`,
  `${one} | ${two}`,
  `${one}；${two}。`,
  `「${one}」、「${two}」`,
  [`${one}, ${two}`],
  [[{ url: one }], { url: two }],
  [one, [{ id: 'att1', url: two, filename: 'photo.jpg' }]],
  `[{"id":"att1","url":"${one}"},{"url":"${two}"}]`,
])('the list %j is two URLs', (referenceImageUrls) => {
  const { body, issues } = asked({ ...everyInput, mode: 'referenceToVideo', referenceImageUrls });
  expect(issues).toEqual([]);
  expect(body?.reference_image_urls).toEqual([one, two]);
});

test.each([
  `${one},${two}`,
  `${one};${two}`,
  `${one}\n${two}`,
  JSON.stringify([one, two]),
  [{ url: one }, { url: two }],
])('for a single image %j is refused with the number', (imageUrl) => {
  expect(issuesOf({ imageUrl })).toEqual(['Image URL names 2 files, but takes at most 1.']);
});

test.each([
  ...[`(${two})`, `[${two}]`, `“${two}”`, `\u200e${two}\u200f`, `'${two}',`, `\ufeff${two}`, `<${two}>`],
  ...[`https://${two}`, `（${two}）`, `„${two}“`, `【${two}】`, `${two}，`],
  ...[
    [two],
    `["${two}"]`,
    { id: 'att1', url: two },
    [{ url: two, filename: 'two.jpg' }],
    `[{"url":"${two}"}]`,
  ],
])('%j is the URL in it', (imageUrl) => {
  expect(asked({ ...everyInput, imageUrl }).body).toMatchObject({ image_url: two });
});

test('an & as HTML spells it is one', () => {
  const imageUrl = 'https://cdn.example.com/a.jpg?oh=00_ab&amp;oe=6b02&amp;x=1';
  expect(asked({ ...everyInput, imageUrl }).body?.image_url).toBe(imageUrl.replaceAll('&amp;', '&'));
});

test.each(['https://example..com/a.jpg', 'https://.example.com/a.jpg'])(
  'no host is called so: %s',
  (imageUrl) => {
    expect(issuesOf({ imageUrl })).toEqual([expect.stringMatching(/^Image URL is .*, but must be a URL/)]);
  },
);

test.each([
  'https://en.wikipedia.org/wiki/A_(b)',
  'https://res.cloudinary.com/demo/image/fetch/w_300,h_200/https://example.com/a.jpg',
  'https://drive.google.com/uc?id=1',
  'https://drive.google.com/uc?export=view&id=1',
  'https://drive.google.com/thumbnail?id=1&sz=w1000',
  'https://drive.usercontent.google.com/download?id=1',
  'https://docs.google.com/uc?export=download&id=1',
  'https://docs.google.com/drawings/d/1/export/png',
  'https://dl.dropbox.com/s/x/a.jpg',
  'https://dl.dropboxusercontent.com/s/abc/photo.jpg',
  'https://www.dropbox.com/s/abc/photo.jpg?dl=1',
  'https://drive.google.com/uc?export=download&id=1abc',
  'http://220.181.38.148/photo.jpg',
  'http://223.5.5.5/photo.jpg',
  'https://example.com/a,b.jpg',
  'https://www.dropbox.com/s/x/a.jpg?raw=1',
  'https://contoso.sharepoint.com/sites/x/_layouts/15/download.aspx?share=1',
  'https://lh3.googleusercontent.com/x',
  'https://cvws.icloud-content.com/B/x',
  'https://app.box.com/shared/static/a.jpg',
  'https://github.com/o/r/blob/main/a.jpg?raw=true',
  'https://raw.githubusercontent.com/o/r/main/a.jpg',
  'https://www.googleapis.com/drive/v3/files/1abc?alt=media&key=AIza',
  'https://example.com/a;b|c.jpg',
  'https://example.com/a.jpg?next=https://example.com/b',
])('%s is a file', (imageUrl) => {
  expect(asked({ ...everyInput, imageUrl }).body?.image_url).toBe(imageUrl);
});

test.each([
  ['https://drive.google.com/file/d/1abc/view?usp=sharing', 'Google Drive'],
  ['https://drive.google.com/open?id=1abc', 'Google Drive'],
  ['https://docs.google.com/document/d/1/edit', 'Google Drive'],
  ['https://docs.google.com/drawings/d/1/edit', 'Google Drive'],
  ['https://drive.google.com/drive/folders/1', 'Google Drive'],
  ['https://www.dropbox.com/scl/fi/x/a.jpg?rlkey=1', 'Dropbox'],
  ['https://www.dropbox.com/s/abc/photo.jpg?dl=0', 'Dropbox'],
  ['https://1drv.ms/i/s!abc', 'OneDrive'],
  ['https://contoso.sharepoint.com/:i:/s/site/abc', 'OneDrive'],
  ['https://photos.app.goo.gl/abc', 'Google Photos'],
  ['https://www.icloud.com/photos/#abc', 'iCloud'],
  ['https://contoso-my.sharepoint.com/:i:/g/personal/x', 'OneDrive'],
  ['https://goo.gl/photos/x', 'Google Photos'],
  ['https://share.icloud.com/photos/x', 'iCloud'],
  ['https://app.box.com/s/x', 'Box'],
  ['https://github.com/o/r/blob/main/a.jpg', 'GitHub'],
  ['https://we.tl/t-x', 'WeTransfer'],
  // What opens with a login in the request's header alone.
  ['https://files.slack.com/files-pri/T-F/x.jpg', 'Slack'],
  ['https://acme.slack.com/files/U1/F1/x.jpg', 'Slack'],
  ['https://www.googleapis.com/drive/v3/files/1abc?alt=media', 'Google Drive'],
  ['https://content.dropboxapi.com/2/files/download', 'Dropbox'],
  ['https://api.box.com/2.0/files/1/content', 'Box'],
  ['https://api.twilio.com/2010-04-01/Accounts/AC/Messages/MM/Media/ME', 'Twilio'],
  ['https://api-data.line.me/v2/bot/message/1/content', 'LINE'],
])('%s is a page of %s', (imageUrl, owner) => {
  expect(issuesOf({ imageUrl })).toEqual([
    expect.stringContaining(`a page of ${owner} that shows a file, not the file itself`),
  ]);
});

const binary = (imageBinaryProperty: unknown) => issuesOf({ imageSource: 'binary', imageBinaryProperty });

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'no binary field is called %s',
  (name) => {
    expect(binary(name)).toEqual([
      `Image Binary Field is "${name}", but must be the name of a binary field.`,
    ]);
  },
);

test.each([
  `iVBORw0KGgo${'A'.repeat(60)}`,
  `/9j/4AAQSkZJRg${'A'.repeat(60)}`,
  `UklGR${'A'.repeat(60)}`,
  'data:image/png;base64,iVBORw0KGgo',
  'A'.repeat(1_000_000),
])('the content of a file is not its name: %.30s', (content) => {
  expect(binary(content)[0]).toMatch(/^Image Binary Field is a text of \d+ .*Convert to File/);
  expect(binary(content)[0]?.length).toBeLessThan(300);
  const fields = { mode: 'referenceToVideo', referenceImagesSource: 'binary' };
  expect(issuesOf({ ...fields, referenceImageBinaryProperties: content })).toHaveLength(1);
});

test.each(['iVBOR', 'AAAA', 'attachment_0', '文件'])('%s may be a name', (name) => {
  expect(binary(name)).toEqual([]);
});

test('the text of a file as a URL is refused in short', () => {
  const [issue = ''] = issuesOf({ imageUrl: `/9j/4AAQSkZJRg${'A'.repeat(100_000)}` });
  expect(issue).toMatch(/Convert to File/);
  expect(issue.length).toBeLessThan(300);
});
