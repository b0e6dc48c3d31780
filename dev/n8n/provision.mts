import { statfsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildOnce, isBuilt } from './cache.mts';
import { provisionedNpm, run, runNpm } from './command.mts';
import { callersNpm, type Npm } from './environment.mts';
import { cacheFolder, installationIn, onItsNode, type Installation } from './installation.mts';
import { Progress, type Say } from './progress.mts';
import { cacheKey, defaultVersion, nodePackageName, nodeRange, npmVersion, releaseOf } from './versions.mts';
import type { Release } from './versions.mts';

export interface ProvisionOptions {
  /** A version listed in versions.mts. */
  readonly n8n?: string;
  readonly say?: Say;
}

/** A real n8n in the user's cache folder, installed the first time somebody asks for this version. */
export async function provision(options: ProvisionOptions = {}): Promise<Installation> {
  const { n8n = defaultVersion, say = console.log } = options;
  const release = releaseOf(n8n);
  const folder = join(cacheFolder, cacheKey(release, process.platform, process.arch));
  const onWait = () => say(`Another run is provisioning n8n ${n8n}; waiting for it.`);
  if (!isBuilt(folder)) await buildOnce(folder, { onWait }, (staging) => install(release, staging, say));
  return installationIn(folder, release);
}

async function install(release: Release, staging: string, say: Say): Promise<void> {
  const began = performance.now();
  const { n8n, node, minutes, gigabytes, compiled } = release;
  say(`Provisioning n8n ${n8n} (once, about ${minutes} minutes, ${gigabytes} GB) in ${cacheFolder}`);
  const free = freeMegabytes(staging);
  if (free < (gigabytes + 1) * 1000)
    throw new Error(`${gigabytes + 1} GB are needed in ${staging}, ${(free / 1000).toFixed(1)} GB are free.`);
  const installation = installationIn(staging, release);
  const megabytes = () => Math.max(0, free - freeMegabytes(staging));
  const progress = new Progress({ say, steps: 4, megabytes, clock: () => performance.now() });
  await progress.step(`Node ${node} and npm ${npmVersion}`, () => installTools(installation));
  await progress.step(`n8n ${n8n} and its packages`, () => installN8n(installation));
  await progress.step(`compiling ${compiled.join(', ')}`, () => compileNatives(installation));
  await progress.step('checking n8n --version and that the compiled packages load', () =>
    verify(installation),
  );
  say(`n8n ${n8n} is provisioned (${Math.round((performance.now() - began) / 1000)} s).`);
}

/**
 * Free for us on the folder's disk; the difference is what was written. Asking the disk is instant, where adding up two
 * hundred thousand files would slow down the very installation it reports on.
 */
function freeMegabytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return (bavail * bsize) / 1e6;
}

/** Step 1: Node and npm from npm, by the machine's own npm. Everything later runs on these two. */
async function installTools({ folder, release }: Installation): Promise<void> {
  const nodePackage = nodePackageName(process.platform, process.arch);
  await installInto(join(folder, 'tools'), callersNpm(), {
    name: 'tools',
    dependencies: { [nodePackage]: nodeRange(release, process.platform), npm: npmVersion },
  });
}

/** Step 2: n8n without any package's scripts: one of them downloads a binary from elsewhere and fails offline. */
async function installN8n(installation: Installation): Promise<void> {
  const { folder, release } = installation;
  await installInto(join(folder, 'n8n'), provisionedNpm(installation), {
    name: 'n8n-installation',
    dependencies: { n8n: release.n8n, ...release.beside },
    overrides: release.overrides,
  });
}

/**
 * Step 3: what has no prebuilt binary inside its package. npm's own compiler driver, because the one n8n brings along
 * needs a Python module that Python dropped in 3.12; headers from the provisioned Node, so nothing is downloaded.
 */
async function compileNatives(installation: Installation): Promise<void> {
  const { node, nodeGyp, nodeFolder, n8nModules, release } = installation;
  const args = [nodeGyp, 'rebuild', `--nodedir=${nodeFolder}`];
  for (const name of release.compiled) await run(node, args, join(n8nModules, name), onItsNode(installation));
}

/** Step 4: n8n says its version, and the compiled packages load. */
async function verify({ node, n8n, n8nModules, release }: Installation): Promise<void> {
  const version = (await run(node, [n8n, '--version'], n8nModules)).trim();
  if (!version.endsWith(release.n8n)) throw new Error(`n8n says it is "${version}", not ${release.n8n}`);
  for (const name of release.compiled)
    await run(node, ['-e', `require(${JSON.stringify(name)})`], n8nModules);
}

async function installInto(folder: string, npm: Npm, manifest: object): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, ...manifest }, null, 2));
  await runNpm(npm, folder, ['install', '--prefix', folder]);
}
