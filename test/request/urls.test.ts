/** URLs as people paste them: commas of their own, invisible marks, attachments, paths and share pages. */
import { isPrivateUrl } from '../../nodes/AiHubMaxVeo/request/hosts';
import { everyInput } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

const cloudinary = 'https://res.cloudinary.com/demo/image/upload/w_1280,h_720,c_fill/sample.jpg';
const photo = 'https://example.com/photo.jpg';

const sent = (imageUrl: unknown) => asked({ ...everyInput, imageUrl }).body?.image_url;
const issueOf = (imageUrl: unknown) => asked({ ...everyInput, imageUrl }).issues.join(' ');
const listed = (referenceImageUrls: unknown) =>
  asked({ ...everyInput, mode: 'referenceToVideo', referenceImageUrls }).body?.reference_image_urls;

test.each([
  [`${cloudinary}`, [cloudinary]],
  [`${cloudinary}, ${photo}`, [cloudinary, photo]],
  [`${cloudinary},${cloudinary}\n${photo}`, [cloudinary, cloudinary, photo]],
  [[{ id: 'att1', url: photo, filename: 'photo.jpg' }], [photo]],
  [`[{"id":"att1","url":"${photo}"}]`, [photo]],
])('the list %j keeps each URL whole', (written, expected) => {
  expect(listed(written)).toEqual(expected);
});

test.each([
  `${photo}\u200b`,
  `\ufeff${photo}`,
  `"${photo}"`,
  `<${photo}>`,
  ` ${photo}, `,
  [photo],
  `["${photo}"]`,
  { id: 'att1', url: photo },
  [{ id: 'att1', url: photo, filename: 'photo.jpg' }],
  `[{"url":"${photo}"}]`,
])('%j is the URL in it', (written) => {
  expect(sent(written)).toBe(photo);
});

test('several attachments for one image are refused with their number', () => {
  expect(issueOf([{ url: photo }, { url: photo }])).toMatch(/names 2 files, but at most 1/);
});

test.each([
  'C:\\Users\\me\\photo.jpg',
  '/home/me/photo.jpg',
  '~/photo.jpg',
  './photo.jpg',
  '\\\\nas\\photos\\photo.jpg',
  'file:///etc/passwd',
])('the path %s is refused, and the user is sent to Binary', (path) => {
  expect(issueOf(path)).toMatch(/^Image URL is .* a path on a computer.*Binary/);
});

test.each([
  ['https://drive.google.com/file/d/1abc/view?usp=sharing', 'Google Drive'],
  ['https://drive.google.com/open?id=1abc', 'Google Drive'],
  ['https://www.dropbox.com/s/abc/photo.jpg?dl=0', 'Dropbox'],
  ['https://1drv.ms/i/s!abc', 'OneDrive'],
  ['https://contoso.sharepoint.com/:i:/s/site/abc', 'OneDrive'],
  ['https://photos.app.goo.gl/abc', 'Google Photos'],
  ['https://www.icloud.com/photos/#abc', 'iCloud'],
])('the page %s is refused as one of %s', (page, owner) => {
  expect(issueOf(page)).toMatch(new RegExp(`a ${owner} page that shows a file, not the file itself`));
});

test.each([
  'https://drive.google.com/uc?export=download&id=1abc',
  'https://www.dropbox.com/s/abc/photo.jpg?dl=1',
  'https://dl.dropboxusercontent.com/s/abc/photo.jpg',
  'http://220.181.38.148/photo.jpg',
  'http://223.5.5.5/photo.jpg',
  'https://example.com/a,b.jpg',
])('%s passes', (url) => {
  expect(sent(url)).toBe(url);
});

test('a URL longer than any server takes is refused at once, and shown no longer than a line', () => {
  for (const long of [`https://${'.'.repeat(200_000)}`, `https://example.com/${'a'.repeat(8_192)}`]) {
    const issue = issueOf(long);
    expect(issue).toMatch(/characters long, but a URL has at most 8192/);
    expect(issue.length).toBeLessThan(300);
  }
});

test('a file that was pasted as the name of a field is refused in short', () => {
  const fields = { ...everyInput, imageSource: 'binary', imageBinaryProperty: 'A'.repeat(1_000_000) };
  const [issue = ''] = asked(fields).issues;
  expect(issue).toMatch(/Convert to File/);
  expect(issue.length).toBeLessThan(300);
});

// AIHubMax fetches from the internet: what it cannot reach is said before it is paid for.
const refusalOf = (imageUrl: unknown, allowsPrivate = false) =>
  asked({ ...everyInput, imageUrl }, { allowsPrivate }).issues[0];

// RFC 1918, 3927, 4193, 4291, 6598, 6761, 6762: what is not on the internet.
const atHome = [
  'http://localhost/a.jpg',
  'http://LOCALHOST:5678/a.jpg',
  'https://n8n.localhost/a.jpg',
  'http://127.0.0.1/a.jpg',
  'http://127.1/a.jpg',
  'http://2130706433/a.jpg',
  'http://0x7f000001/a.jpg',
  'http://0.0.0.0/a.jpg',
  'http://10.1.2.3/a.jpg',
  'http://172.16.0.1/a.jpg',
  'http://172.31.255.255/a.jpg',
  'http://192.168.1.20:8080/a.jpg',
  'http://169.254.169.254/latest/meta-data',
  'http://100.64.0.1/a.jpg',
  'http://[::1]/a.jpg',
  'http://[::]/a.jpg',
  'http://[fd12:3456::1]/a.jpg',
  'http://[fe80::1]/a.jpg',
  'http://[::ffff:192.168.1.1]/a.jpg',
  'http://nas.local/a.jpg',
  'http://minio:9000/a.jpg',
  'http://files.internal/a.jpg',
  'http://localhost./a.jpg',
];

test.each(atHome)('%s is refused, since the service cannot reach it', (address) => {
  expect(refusalOf(address)).toMatch(/^Image URL is ".*", a private network URL that AIHubMax cannot reach/);
  expect(isPrivateUrl(address)).toBe(true);
});

test.each(atHome)('%s is taken by a service on the same network', (address) => {
  expect(refusalOf(address, true)).toBeUndefined();
});

test.each([
  'https://example.com/photo.jpg',
  'http://example.com:8080/a%20b.jpg?x=1&y=2#z',
  'https://172.32.0.1/a.jpg',
  'https://100.128.0.1/a.jpg',
  'https://11.0.0.1/a.jpg',
  'https://[2606:4700::1111]/a.jpg',
  'https://bücher.example/a.jpg',
  'https://localhost.example.com/a.jpg',
])('%s is taken', (address) => {
  expect(refusalOf(address)).toBeUndefined();
  expect(isPrivateUrl(address)).toBe(false);
});

test.each([
  'photo.jpg',
  'ftp://example.com/a.jpg',
  'https://',
  'https://exa mple.com',
  'javascript:alert(1)',
])('%s is no address to fetch', (address) => {
  expect(refusalOf(address)).toMatch(/must be a URL that starts with http:\/\/ or https:\/\//);
});

test('a picture pasted as text is refused without repeating it, and says what to do', () => {
  const issue = refusalOf(`data:image/png;base64,${'A'.repeat(1_000_000)}`);
  expect(issue).toMatch(/^Image URL is a data: URL.*Binary/);
  expect(issue?.length).toBeLessThan(300);
});

test.each([
  ['https://bücher.example/ü b.png', null],
  ['https://bücher.example/über/ä.png?q=ö', 'https://xn--bcher-kva.example/%C3%BCber/%C3%A4.png?q=%C3%B6'],
  ['https://example.com/照片.jpg', 'https://example.com/%E7%85%A7%E7%89%87.jpg'],
  [
    'https://example.com/a%20b%2Fc.jpg?X-Amz-Signature=a%2Bb',
    'https://example.com/a%20b%2Fc.jpg?X-Amz-Signature=a%2Bb',
  ],
  ['https://例え.テスト/画像.png', 'https://xn--r8jz45g.xn--zckzah/%E7%94%BB%E5%83%8F.png'],
])('%s is sent as every client of the web does', (written, url) => {
  expect(sent(written) ?? null).toBe(url);
});
