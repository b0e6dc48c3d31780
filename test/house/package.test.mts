/** What is published: few files, no dependencies, nothing that n8n's verification would refuse. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/tree.mts';

interface Manifest {
  name: string;
  license: string;
  keywords: string[];
  files: string[];
  scripts: Record<string, string>;
  dependencies?: object;
  optionalDependencies?: object;
  bundledDependencies?: object;
  overrides?: object;
  peerDependencies: object;
  n8n: { n8nNodesApiVersion: number; strict: boolean; nodes: string[]; credentials: string[] };
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

const run = (command: string, args: string[]) =>
  spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, NODE_ENV: undefined },
  });

test('the package brings no dependency of its own', () => {
  const { dependencies, optionalDependencies, bundledDependencies, overrides, peerDependencies } = manifest;
  expect({ dependencies, optionalDependencies, bundledDependencies, overrides }).toEqual({});
  expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
});

test('the package is one that n8n finds and takes', () => {
  expect(manifest).toMatchObject({ name: 'n8n-nodes-aihubmax-veo', license: 'MIT' });
  expect(manifest.keywords).toContain('n8n-community-node-package');
  expect(manifest.n8n).toEqual({
    n8nNodesApiVersion: 1,
    strict: true,
    nodes: ['dist/nodes/AiHubMaxVeo/AiHubMaxVeo.node.js'],
    credentials: ['dist/credentials/AiHubMaxApi.credentials.js'],
  });
});

test('every node and credential that the package names has a source', () => {
  for (const built of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
    expect(existsSync(join(root, built.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
  }
});

test('no script runs by itself when the package is installed', () => {
  const refused = [
    'prepare',
    'preinstall',
    'install',
    'postinstall',
    'prepublish',
    'preprepare',
    'postprepare',
  ];
  expect(Object.keys(manifest.scripts).filter((name) => refused.includes(name))).toEqual([]);
});

test('the published files are the built ones, the readme and the license', () => {
  const { stdout } = run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']);
  const [packed] = JSON.parse(stdout) as Array<{ files: Array<{ path: string }> }>;
  const paths = packed?.files.map(({ path }) => path) ?? [];
  expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'index.js', 'package.json']));
  const others = paths.filter((path) => !/^(LICENSE|README\.md|index\.js|package\.json)$/.test(path));
  expect(
    others.filter(
      (path) =>
        !/^dist\/(nodes|credentials)\/.*(\.(js|svg|png|node\.json)|\/__schema__\/v1\.0\.0\/video\/\w+\.json)$/.test(
          path,
        ),
    ),
  ).toEqual([]);
});

test('no file of the project names the host of a package registry', () => {
  const { stdout } = run('git', [
    'grep',
    '-lIiE',
    'registry\\.(npm|yarn)[a-z]*\\.|npmmirror|artifactory|/npm-proxy',
  ]);
  expect(stdout.split('\n').filter((path) => path && !path.startsWith('test/house/'))).toEqual([]);
});

test("the verification scanner's rules pass on the source", () => {
  const script = `
    import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
    process.stdout.write(JSON.stringify(await analyzePackage(process.cwd(), SOURCE_FILE_PATTERNS)));`;
  const { stdout, stderr } = run(process.execPath, ['--input-type=module', '--eval', script]);
  expect([JSON.parse(stdout), stderr]).toEqual([{ passed: true }, '']);
}, 60_000);
