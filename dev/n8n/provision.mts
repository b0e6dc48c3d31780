import { join } from 'node:path';
import { buildOnce, isBuilt } from './cache.mts';
import { demandSpace, megabytesWritten } from './disk.mts';
import { cacheFolder } from './folders.mts';
import { compileNatives, installN8n, installTools, verify } from './install.mts';
import { installationIn, type Installation } from './installation.mts';
import { Progress, type Say } from './progress.mts';
import { cacheKey, defaultVersion, npmVersion, releaseOf, type Release } from './versions.mts';

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
  demandSpace(staging, gigabytes + 1);
  const installation = installationIn(staging, release);
  const megabytes = megabytesWritten(staging);
  const progress = new Progress({ say, steps: 4, megabytes, clock: () => performance.now() });
  await progress.step(`Node ${node} and npm ${npmVersion}`, () => installTools(installation));
  await progress.step(`n8n ${n8n} and its packages`, () => installN8n(installation));
  await progress.step(`compiling ${compiled.join(', ')}`, () => compileNatives(installation));
  await progress.step('checking n8n --version and that the compiled packages load', () =>
    verify(installation),
  );
  say(`n8n ${n8n} is provisioned (${Math.round((performance.now() - began) / 1000)} s).`);
}
