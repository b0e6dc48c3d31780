/** FileUrls that the service has to fetch: what it cannot reach is said before it is paid for. */
import { isPrivateUrl } from '../../nodes/AiHubMaxVeo/request/urls';
import { everyInput } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

const issueOf = (imageUrl: unknown, allowsPrivate = false) =>
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
  expect(issueOf(address)).toMatch(/^Image URL is ".*", a private network URL that AIHubMax cannot reach/);
  expect(isPrivateUrl(address)).toBe(true);
});

test.each(atHome)('%s is taken by a service on the same network', (address) => {
  expect(issueOf(address, true)).toBeUndefined();
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
  expect(issueOf(address)).toBeUndefined();
  expect(isPrivateUrl(address)).toBe(false);
});

test.each([
  'photo.jpg',
  'ftp://example.com/a.jpg',
  'https://',
  'https://exa mple.com',
  'javascript:alert(1)',
])('%s is no address to fetch', (address) => {
  expect(issueOf(address)).toMatch(/must be a URL that starts with http:\/\/ or https:\/\//);
});

test('a picture pasted as text is refused without repeating it, and says what to do', () => {
  const issue = issueOf(`data:image/png;base64,${'A'.repeat(1_000_000)}`);
  expect(issue).toMatch(/^Image URL is a data: URL.*Binary/);
  expect(issue?.length).toBeLessThan(300);
});
