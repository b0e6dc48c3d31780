/** What is not on the internet, by name and by address. Sources: RFC 1918, 3056, 3927, 4193, 4291, 4380, 6052, 6598, 6761, 6762. */
import { isPrivateAddress, isPrivateHost } from '../../nodes/AiHubMaxVeo/request/hosts';

test.each([
  'kubernetes.default.svc',
  'redis.n8n.svc',
  'postgres.n8n_default',
  'vault.service.consul',
  'db.corp',
  'nas.private',
  'intranet.test',
  'n8n.home.arpa',
  'a.internal.',
  'no.invalid',
  'abc.onion',
  'a.alt',
  'nas.localnet',
  'minio',
  'minio.',
  'LOCALHOST.',
  'web_1',
  'api.docker',
  '127.0.0.1.nip.io',
  'app.10.0.0.1.nip.io',
  'app-192-168-1-1.sslip.io',
  '7f000001.nip.io',
  'app-0a000001.nip.io',
  '--1.sslip.io',
  'fd00--1.sslip.io',
  '192-168-1-5.0123abcd.plex.direct',
  'localtest.me',
  'a.lvh.me',
  'traefik.me',
  '[2002:7f00:1::]',
  '[2002:c0a8:101::1]',
  '[2001:0:7f00:1::]',
  '[2001:0:808:808:0:0:f5ff:fffe]',
  '192.0.0.192',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::1]',
  '[::ffff:a00:1]',
  '[fec0::1]',
  '[ff02::1]',
  '[2001:db8::1]',
  '100.64.0.1',
])('%s is not on the internet', (host) => {
  expect(isPrivateHost(host)).toBe(true);
});

test.each([
  'my_bucket.s3.amazonaws.com',
  'svc.example.com',
  'corp.com',
  'private.io',
  'test.de',
  'localhost.run',
  '8.8.8.8.nip.io',
  '08080808.sslip.io',
  '2606-4700--1111.sslip.io',
  '10-0-0-1.example.com',
  'nip.io.example.com',
  '[2002:808:808::1]',
  '[2001:4860:4860::8888]',
  '[64:ff9b::808:808]',
  '[::ffff:808:808]',
  '192.0.1.1',
  '100.128.0.1',
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
