/** URLs as people paste them: commas of their own, invisible marks, attachments, paths and share pages. */
import { maskUrls } from '../../nodes/AiHubMaxVeo/errors';
import { isPrivateAddress, isPrivateHost, isPrivateUrl } from '../../nodes/AiHubMaxVeo/request/hosts';
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
  ...[
    'kubernetes.default.svc',
    'redis.n8n.svc',
    'postgres.n8n_default',
    'vault.service.consul',
    'db.corp',
    'nas.private',
  ],
  ...[
    'intranet.test',
    'n8n.home.arpa',
    'a.internal.',
    'minio',
    'minio.',
    'LOCALHOST.',
    'web_1',
    'api.docker',
  ],
  ...[
    '127.0.0.1.nip.io',
    'app.10.0.0.1.nip.io',
    'app-192-168-1-1.sslip.io',
    '7f000001.nip.io',
    'app-0a000001.nip.io',
  ],
  ...[
    '--1.sslip.io',
    'fd00--1.sslip.io',
    '192-168-1-5.0123abcd.plex.direct',
    'localtest.me',
    'a.lvh.me',
    'traefik.me',
  ],
  ...[
    '[2002:7f00:1::]',
    '[2002:c0a8:101::1]',
    '[2001:0:7f00:1::]',
    '[2001:0:808:808:0:0:f5ff:fffe]',
    '192.0.0.192',
  ],
  ...[
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::1]',
    '[::ffff:a00:1]',
    '[fec0::1]',
    '[ff02::1]',
    '[2001:db8::1]',
    '100.64.0.1',
  ],
])('%s is not on the internet', (host) => {
  expect(isPrivateHost(host)).toBe(true);
});

test.each([
  ...['my_bucket.s3.amazonaws.com', 'svc.example.com', 'corp.com', 'private.io', 'test.de', 'localhost.run'],
  ...[
    '8.8.8.8.nip.io',
    '08080808.sslip.io',
    '2606-4700--1111.sslip.io',
    '10-0-0-1.example.com',
    'nip.io.example.com',
  ],
  ...[
    '[2002:808:808::1]',
    '[2001:4860:4860::8888]',
    '[64:ff9b::808:808]',
    '[::ffff:808:808]',
    '192.0.1.1',
    '100.128.0.1',
  ],
])('%s may be', (host) => {
  expect(isPrivateHost(host)).toBe(false);
});

test('an address is judged as sockets write it', () => {
  const inside = [
    '127.0.0.1',
    '::1',
    '::ffff:192.168.0.1',
    'fe80::1%eth0',
    '64:ff9b::10.0.0.1',
    '10.9.8.7',
    '0.0.0.0',
  ];
  const outside = ['93.184.216.34', '::ffff:93.184.216.34', '2606:4700::1111', ''];
  expect([inside.map(isPrivateAddress), outside.map(isPrivateAddress)]).toEqual([
    inside.map(() => true),
    outside.map(() => false),
  ]);
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
