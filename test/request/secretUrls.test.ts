/** URLs that hold a secret: refused where they are an account's, masked in every text that the node writes. */
import { maskUrls } from '../../nodes/AiHubMaxVeo/errors';
import { everyInput } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

const sent = (imageUrl: unknown) => asked({ ...everyInput, imageUrl }).body?.image_url;
const issueOf = (imageUrl: unknown) => asked({ ...everyInput, imageUrl }).issues.join(' ');

const token = '123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';

test.each([
  `https://api.telegram.org/file/bot${token}/photos/file_1.jpg`,
  `https://api.telegram.org/file/bot${token.replace(':', '%3A')}/photos/file_1.jpg`,
  `http://bots.example.com:8081/bot${token}/photos/file_1.jpg`,
  'https://files.example.com/a.png?t=xoxb-1234-5678-abcdef',
])('%s holds the secret of an account: refused, without repeating it', (url) => {
  const issue = issueOf(url);
  expect(issue).toMatch(/^Image URL is a .* token.*Choose Binary/);
  expect(issue).not.toMatch(/AAHdq|xoxb/);
});

test.each([
  'https://files.slack.com/files-pri/T1-F1/photo.png',
  'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1',
  'https://graph.microsoft.com/v1.0/me/photo/$value',
])('%s opens with a login alone, and is refused', (url) => {
  expect(issueOf(url)).toMatch(/asks for a login.*choose Binary/);
});

test.each([
  ...[
    'private_token',
    'oauth_token',
    'refresh-token',
    'client_secret',
    'password',
    'X-API-Key',
    'subscription-key',
  ].map((name) => `https://example.com/a.png?x=1&${name}=hidden&y=2`),
  'https://example.com/a.png#access_token=hidden',
  'ftp://camera:hidden@example.com/a.png',
  'https:\\\\camera:hidden@example.com\\a.png',
  JSON.stringify({ url: 'rtsp://camera:hidden@example.com' }).replaceAll('/', '\\/'),
])('the secret of %s is masked', (text) => {
  expect(maskUrls(text)).toBe(text.replace(/(camera:)?hidden/, '***'));
});

test.each([
  'https://example.com/a.png?token=ab&sig=cd&monkey=ef&X-Amz-Signature=gh',
  'at 10:30 // me@example.com',
])('what opens one file, and what is no URL, stays: %s', (text) => {
  expect(maskUrls(text)).toBe(text);
});

test('a password in a URL is in no text, however long or odd it is; what is sent keeps it', () => {
  const url = 'http://camera:se:cr@t@example.com/a.png';
  expect(sent(url)).toBe('http://camera:se%3Acr%40t@example.com/a.png');
  const issues = [
    'http://camera:secret@10.0.0.1/a.png',
    'http://camera:sec ret@example.com/a b.png',
    `http://camera:${'secret'.repeat(60)}@10.0.0.1/a.png`,
    'http://secret@nas.local/a.png',
    'ftp://http://camera:secret@example.com',
  ].map(issueOf);
  for (const issue of issues) expect(issue).not.toMatch(/sec ?ret/);
  expect(issues.every(Boolean)).toBe(true);
  expect(maskUrls(`could not open ${url}?api_key=abc&x=1, nor https://a.b/bot${token}/x`)).toBe(
    'could not open http://***@example.com/a.png?api_key=***&x=1, nor https://a.b/bot123456789:***/x',
  );
});
