/** Signed links: when they end, and what stays the same when they are signed anew. Examples as the stores' documentation has them. */
import { endOfLink, withoutSignature } from '../../nodes/AiHubMaxVeo/request/signed';

const end = '2026-11-22T11:00:00.000Z';
const seconds = Date.parse(end) / 1000;
const jwt = `e30.${Buffer.from(JSON.stringify({ url: 'a/b.png', exp: seconds })).toString('base64url')}.sig`;
const condition = {
  DateGreaterThan: { 'AWS:EpochTime': seconds - 90_000 },
  DateLessThan: { 'AWS:EpochTime': seconds },
};
const policy = Buffer.from(JSON.stringify({ Statement: [{ Condition: condition }] }, null, 1))
  .toString('base64')
  .replaceAll('+', '-')
  .replaceAll('=', '_')
  .replaceAll('/', '~');

const links: Record<string, [url: string, bare: string]> = {
  'AWS v4': [
    'https://b.s3.amazonaws.com/a.png?x-id=GetObject&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261122T100000Z&X-Amz-Expires=3600&X-Amz-Signature=ab',
    'https://b.s3.amazonaws.com/a.png?x-id=GetObject',
  ],
  'AWS v2': [
    `https://b.s3.amazonaws.com/a.png?AWSAccessKeyId=AK&Expires=${seconds}&Signature=ab%3D`,
    'https://b.s3.amazonaws.com/a.png',
  ],
  CloudFront: [
    `https://d1.cloudfront.net/a.png?size=2&Expires=${seconds}&Signature=ab&Key-Pair-Id=K`,
    'https://d1.cloudfront.net/a.png?size=2',
  ],
  "CloudFront's own policy": [
    `https://d1.cloudfront.net/a.png?Policy=${policy}&Signature=ab&Key-Pair-Id=K`,
    'https://d1.cloudfront.net/a.png',
  ],
  'Google v4': [
    'https://storage.googleapis.com/b/a.png?X-Goog-Date=20261122T100000Z&X-Goog-Expires=3600&X-Goog-Signature=ab',
    'https://storage.googleapis.com/b/a.png',
  ],
  'Google v2': [
    `https://storage.googleapis.com/b/a.png?GoogleAccessId=me&Expires=${seconds}&Signature=ab`,
    'https://storage.googleapis.com/b/a.png',
  ],
  Azure: [
    'https://acc.blob.core.windows.net/c/a.png?sv=2024-01-01&st=2026-11-22T10:00Z&se=2026-11-22T11:00Z&sr=b&sp=r&sig=ab',
    'https://acc.blob.core.windows.net/c/a.png',
  ],
  Alibaba: [
    `https://b.oss-cn-hangzhou.aliyuncs.com/a.png?OSSAccessKeyId=LT&Expires=${seconds}&Signature=ab`,
    'https://b.oss-cn-hangzhou.aliyuncs.com/a.png',
  ],
  'Alibaba v4': [
    'https://b.oss-cn-hangzhou.aliyuncs.com/a.png?x-oss-date=20261122T100000Z&x-oss-expires=3600&x-oss-signature=ab',
    'https://b.oss-cn-hangzhou.aliyuncs.com/a.png',
  ],
  Tencent: [
    `https://b-1.cos.ap-beijing.myqcloud.com/a.png?q-sign-algorithm=sha1&q-sign-time=${seconds - 600};${seconds}&q-signature=ab`,
    'https://b-1.cos.ap-beijing.myqcloud.com/a.png',
  ],
  Supabase: [
    `https://x.supabase.co/storage/v1/object/sign/b/a.png?token=${jwt}`,
    'https://x.supabase.co/storage/v1/object/sign/b/a.png',
  ],
  Discord: [
    `https://cdn.discordapp.com/attachments/1/2/a.png?ex=${seconds.toString(16)}&is=6900&hm=ab`,
    'https://cdn.discordapp.com/attachments/1/2/a.png',
  ],
  Instagram: [
    `https://scontent.cdninstagram.com/v/a.jpg?oh=ab&oe=${seconds.toString(16).toUpperCase()}`,
    'https://scontent.cdninstagram.com/v/a.jpg',
  ],
  Airtable: [
    `https://v5.airtableusercontent.com/v3/u/35/35/${seconds * 1000}/abc/def/ghi`,
    'https://v5.airtableusercontent.com "etag"',
  ],
  TikTok: [
    `https://p16-sign.tiktokcdn.com/obj/a.jpeg?lk3s=1&x-expires=${seconds}&x-signature=ab%3D`,
    'https://p16-sign.tiktokcdn.com/obj/a.jpeg?lk3s=1',
  ],
  ImageKit: [`https://ik.imagekit.io/me/a.jpg?ik-t=${seconds}&ik-s=ab`, 'https://ik.imagekit.io/me/a.jpg'],
  Bunny: [`https://me.b-cdn.net/a.jpg?token=ab&expires=${seconds}`, 'https://me.b-cdn.net/a.jpg'],
  Qiniu: [`https://me.clouddn.com/a.jpg?e=${seconds}&token=ak:ab=`, 'https://me.clouddn.com/a.jpg'],
  Cloudinary: [
    `https://api.cloudinary.com/v1_1/me/image/download?public_id=a&expires_at=${seconds}&signature=ab`,
    'https://api.cloudinary.com/v1_1/me/image/download?public_id=a',
  ],
  Notion: [
    `https://file.notion.so/f/f/1/2/a.png?table=block&expirationTimestamp=${seconds * 1000}&signature=ab`,
    'https://file.notion.so/f/f/1/2/a.png?table=block',
  ],
};

test.each(Object.entries(links))('%s says when its link ends', (_store, [url]) => {
  expect(new Date(endOfLink(new URL(url)) ?? 0).toISOString()).toBe(end);
});

test.each(Object.entries(links))(
  'a link of %s that is signed anew is the same file',
  (_store, [url, bare]) => {
    expect(withoutSignature(new URL(url), '"etag"')).toBe(bare);
  },
);

test.each([
  'https://example.com/a.png?Expires=1&se=2020-01-01&ex=5e0be100&token=abc',
  'https://example.com/a.png?Signature=ab&Expires=tomorrow',
  'https://example.com/a.png?token=ab&e=5&expires=never',
  'https://b.s3.amazonaws.com/a.png?X-Amz-Date=soon&X-Amz-Expires=3600&X-Amz-Signature=ab',
  'https://x.supabase.co/storage/v1/object/sign/b/a.png?token=e30.not-json.x',
  'https://firebasestorage.googleapis.com/v0/b/x/o/a.png?alt=media&token=0b5c',
])('%s does not say when it ends', (url) => {
  expect(endOfLink(new URL(url))).toBeNull();
});

test('what no signature proves stays, and an image of Airtable that was not opened is like no other', () => {
  const plain = 'https://example.com/a.png?Expires=1&token=abc&sig2=1';
  expect(withoutSignature(new URL(plain), 'v')).toBe(plain);
  const { Airtable: [url] = [''] } = links;
  expect(withoutSignature(new URL(url), null)).toBe(url);
});
