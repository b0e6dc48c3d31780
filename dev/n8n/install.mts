import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './command.mts';
import { guarded } from './guard.mts';
import { onItsNode, type Installation } from './installation.mts';
import { callersNpm, runNpm, type Npm } from './npm.mts';
import { nodePackageName, npmVersion, nodeRange } from './versions.mts';

/** Step 1: Node and npm from npm, by the machine's own npm. Everything later runs on these two. */
export async function installTools({ folder, release }: Installation): Promise<void> {
  const nodePackage = nodePackageName(process.platform, process.arch);
  await installInto(join(folder, 'tools'), callersNpm(), {
    name: 'tools',
    dependencies: { [nodePackage]: nodeRange(release, process.platform), npm: npmVersion },
  });
}

/** Step 2: n8n without any package's scripts: one of them downloads a binary from elsewhere and fails offline. */
export async function installN8n(installation: Installation): Promise<void> {
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
export async function compileNatives(installation: Installation): Promise<void> {
  for (const name of installation.release.compiled) {
    await run({
      file: installation.node,
      args: [installation.nodeGyp, 'rebuild', `--nodedir=${installation.nodeFolder}`],
      cwd: join(installation.n8nModules, name),
      env: onItsNode(installation),
    });
  }
}

/** Step 4: n8n says its version, and the compiled packages load. */
export async function verify(installation: Installation): Promise<void> {
  const { node, n8n, n8nModules, release } = installation;
  const version = (await run({ file: node, args: [n8n, '--version'], cwd: n8nModules })).trim();
  if (!version.endsWith(release.n8n)) throw new Error(`n8n says it is "${version}", not ${release.n8n}`);
  for (const name of release.compiled) {
    await run({ file: node, args: ['-e', `require(${JSON.stringify(name)})`], cwd: n8nModules });
  }
}

/** The npm inside an installation, run by its Node. */
export function provisionedNpm({ node, npmCli }: Installation): Npm {
  return { file: node, before: [...guarded, npmCli] };
}

async function installInto(folder: string, npm: Npm, manifest: object): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, ...manifest }, null, 2));
  await runNpm(npm, folder, ['install', '--prefix', folder]);
}
