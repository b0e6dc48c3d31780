/** What one release of n8n needs in order to be installed from npm without running any package's scripts. */
export interface Release {
  readonly n8n: string;
  /** The Node it runs on, as published on npm. */
  readonly node: string;
  /** Replacements for dependencies that are not on npm; they go into the provisioned folder's package.json. */
  readonly overrides: Readonly<Record<string, string>>;
  /** Installed beside n8n, so that its packages share one copy where they depend on sharing it. */
  readonly beside: Readonly<Record<string, string>>;
  /** Packages without a prebuilt binary inside: these, and only these, are compiled. */
  readonly compiled: readonly string[];
  readonly minutes: number;
  /** In the cache folder. npm's own cache takes about one more while installing. */
  readonly gigabytes: number;
}

/** npm is pinned too: its flags, its output and the compiler driver it carries then never depend on the machine. */
export const npmVersion = '11.19.1';

/** The release that the demo, the development server and the suite use unless told otherwise. */
export const defaultVersion = '2.40.7';

/** What every release needs unless its row says otherwise. */
const usual = {
  node: '24.21.0',
  overrides: {},
  beside: {},
  compiled: ['sqlite3'],
  minutes: 5,
  gigabytes: 3.1,
} as const;

/** Known releases. Engines: up to 2.16 Node >= 20.19, 2.17 to 2.35 Node >= 22, from 2.36 Node >= 24. */
export const releases: readonly Release[] = [
  { ...usual, n8n: '2.40.7' },
  { ...usual, n8n: '2.41.1' },
  {
    ...usual,
    n8n: '2.16.1',
    node: '22.23.3',
    // Up to 2.16 n8n asks for xlsx by the address of a CDN instead of the registry.
    overrides: { xlsx: '0.18.5' },
    // Its packages exchange zod schemas; without this each gets a copy of its own and n8n does not start.
    beside: { zod: '3.25.67' },
  },
];

/** The release with this version number. Throws with the known ones when there is no such row. */
export function releaseOf(version: string): Release {
  const release = releases.find(({ n8n }) => n8n === version);
  if (release) return release;
  const known = releases.map(({ n8n }) => n8n).join(', ');
  throw new Error(`n8n ${version} is not in dev/n8n/versions.mts. Known: ${known}.`);
}

/** The npm package that carries Node's binary and headers for a platform, without an install script. */
export function nodePackageName(platform: NodeJS.Platform, arch: string): string {
  const system = platform === 'win32' ? 'win' : platform;
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  return [prefix, system, arch].join('-');
}

/** Which Node to install. Not every version is published for macOS: there it is the newest of the same major. */
export const nodeRange = ({ node }: Release, platform: NodeJS.Platform): string =>
  platform === 'darwin' ? `^${node.split('.')[0]}.0.0` : node;

/** Names the cache folder of a release: what it holds depends on all of these. */
export function cacheKey(release: Release, platform: NodeJS.Platform, arch: string): string {
  return `n8n-${release.n8n}-node-${release.node}-${platform}-${arch}`;
}
