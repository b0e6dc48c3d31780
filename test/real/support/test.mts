/**
 * The `test` of all suites on a real n8n. What they work on is a fixture of the worker: started when the first test asks
 * for it, shared by all files of a project, and gone at the end. The suites extend it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../dev/emulator/index.mts';
import { credentialType, withN8n, type RealN8n, type StoredCredential } from '../../../dev/n8n/index.mts';
import { defaultVersion } from '../../../dev/n8n/versions.mts';
import { alarmsOf } from './alarms.mts';
import { Pulse } from './pulse.mts';

/** A machine that sees this version of n8n for the first time downloads and installs it. */
const provisionWithinMs = 20 * 60_000;

/** What a project of playwright.config.mts says of itself. */
export interface ProjectOptions {
  /** A version of n8n that versions.mts lists. */
  readonly release: string;
  /** Of the local API that the tests of a project share. */
  readonly localApi: EmulatorOptions;
  /** Environment variables for n8n. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface World {
  /** The only folder whose files a workflow may read and write. */
  readonly folder: string;
  readonly emulator: Emulator;
  /** With the packed package in it, and its owner signed in. */
  readonly n8n: RealN8n;
  /** Joins the node and the local API. */
  readonly credential: StoredCredential;
  readonly pulse: Pulse;
  /** Every API key that was used. */
  readonly keys: readonly string[];
}

export const test = base.extend<{ sound: void }, ProjectOptions & World>({
  release: [defaultVersion, { scope: 'worker', option: true }],
  localApi: [{}, { scope: 'worker', option: true }],
  settings: [{}, { scope: 'worker', option: true }],
  folder: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'suite-'));
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  emulator: [
    async ({ localApi }, use) => {
      const emulator = await startEmulator(localApi);
      await use(emulator);
      await emulator.stop();
    },
    { scope: 'worker' },
  ],
  n8n: [
    async ({ release, folder, settings }, use) => {
      const env = { N8N_RESTRICT_FILE_ACCESS_TO: folder, ...settings };
      await withN8n({ n8n: release, say: console.log, env }, use);
    },
    { scope: 'worker', timeout: provisionWithinMs },
  ],
  credential: [
    async ({ n8n, emulator }, use) => {
      const data = { apiKey: emulator.key, baseUrl: emulator.url };
      await use(await n8n.rest.createCredential('AIHubMax', credentialType, data));
    },
    { scope: 'worker' },
  ],
  keys: [async ({ emulator }, use) => await use([emulator.key]), { scope: 'worker' }],
  pulse: [async ({ n8n }, use) => await use(new Pulse(n8n)), { scope: 'worker', auto: true }],
  // An alarm in n8n's log fails the test during which it was raised, and a failed test comes with the end of the log.
  sound: [
    async ({ n8n }, use, info) => {
      const before = await alarmsOf(n8n.process.log.file);
      await use();
      if (info.status !== info.expectedStatus) await info.attach('n8n.log', { body: n8n.process.log.tail() });
      const alarms = (await alarmsOf(n8n.process.log.file)).slice(before.length);
      if (alarms.length > 0) throw new Error(`The log of n8n raises an alarm:\n${alarms.join('\n')}`);
    },
    { auto: true },
  ],
});
