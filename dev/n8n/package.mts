import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './command.mts';
import { provisionedNpm } from './install.mts';
import type { Installation } from './installation.mts';
import { runNpm } from './npm.mts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly [field: string]: unknown;
}

/** Packs a project into a tarball, exactly what `npm publish` would upload. Returns its path. */
export async function packProject(
  installation: Installation,
  project: string,
  into: string,
): Promise<string> {
  await mkdir(into, { recursive: true });
  const args = ['pack', '--json', '--pack-destination', into];
  const [packed] = JSON.parse(await runNpm(provisionedNpm(installation), project, args));
  return join(into, packed.filename);
}

/**
 * Puts a tarball where n8n keeps community packages, by the very steps n8n itself takes after its download: unpack into
 * the package's own folder, drop the dependency lists it drops, install what remains shallowly and without scripts, note
 * the version. `npm install <tarball>` would differ: it would hoist, and resolve peer dependencies. (A package that is
 * installed through the editor also gets a row in n8n's database, by which it is listed under Community nodes.)
 */
export async function installPackage(
  installation: Installation,
  tarball: string,
  userFolder: string,
): Promise<void> {
  const nodes = join(userFolder, '.n8n', 'nodes');
  const { name } = await manifestInside(tarball, nodes);
  const folder = join(nodes, 'node_modules', name);
  await mkdir(folder, { recursive: true });
  await run({ file: 'tar', args: ['-xzf', tarball, '-C', folder, '--strip-components=1'], cwd: nodes });
  const manifest = await dropDependencyLists(join(folder, 'package.json'));
  const args = ['install', '--bin-links=false', '--install-strategy=shallow', '--package-lock=false'];
  await runNpm(provisionedNpm(installation), folder, args);
  await noteVersion(nodes, manifest);
}

async function manifestInside(tarball: string, cwd: string): Promise<Manifest> {
  await mkdir(cwd, { recursive: true });
  return JSON.parse(await run({ file: 'tar', args: ['-xzOf', tarball, 'package/package.json'], cwd }));
}

async function dropDependencyLists(path: string): Promise<Manifest> {
  const manifest: Record<string, unknown> & Manifest = JSON.parse(await readFile(path, 'utf8'));
  for (const list of ['devDependencies', 'peerDependencies', 'optionalDependencies']) delete manifest[list];
  await writeFile(path, JSON.stringify(manifest, null, 2));
  return manifest;
}

async function noteVersion(nodes: string, { name, version }: Manifest): Promise<void> {
  const installed = { name: 'installed-nodes', private: true, dependencies: { [name]: version } };
  await writeFile(join(nodes, 'package.json'), JSON.stringify(installed, null, 2));
}
