import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { provisionedNpm, run, runNpm } from './command.mts';
import type { Npm } from './environment.mts';
import type { Installation } from './installation.mts';

/** Packs a project into a tarball, exactly what `npm publish` would upload. Returns its path. */
export async function packProject(npm: Npm, project: string, into: string): Promise<string> {
  await mkdir(into, { recursive: true });
  const [packed] = JSON.parse(await runNpm(npm, project, ['pack', '--json', '--pack-destination', into]));
  return join(into, packed.filename);
}

/** Unpacks a tarball into a folder, which is made. */
export async function unpack(tarball: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], folder);
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
  await mkdir(nodes, { recursive: true });
  const manifest = JSON.parse(await run('tar', ['-xzOf', tarball, 'package/package.json'], nodes));
  for (const list of ['devDependencies', 'peerDependencies', 'optionalDependencies']) delete manifest[list];
  const { name, version } = manifest;
  const folder = join(nodes, 'node_modules', name);
  await unpack(tarball, folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  const args = ['install', '--bin-links=false', '--install-strategy=shallow', '--package-lock=false'];
  await runNpm(provisionedNpm(installation), folder, args);
  const installed = { name: 'installed-nodes', private: true, dependencies: { [name]: version } };
  await writeFile(join(nodes, 'package.json'), JSON.stringify(installed, null, 2));
}
