/** Which URLs AIHubMax can fetch, and how they are sent; pasted.test.ts has what people make of them. */
import { isPrivateUrl } from '../../nodes/AiHubMaxVeo/request/hosts';
import { everyInput } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

const sent = (imageUrl: unknown) => asked({ ...everyInput, imageUrl }).body?.image_url;
const issueOf = (imageUrl: unknown) => asked({ ...everyInput, imageUrl }).issues.join(' ');

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

test('a URL longer than any server takes is refused at once, and shown no longer than a line', () => {
  for (const long of [`https://${'.'.repeat(200_000)}`, `https://example.com/${'a'.repeat(8_192)}`]) {
    const issue = issueOf(long);
    expect(issue).toMatch(/characters long, but a URL has at most 8192/);
    expect(issue.length).toBeLessThan(300);
  }
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
