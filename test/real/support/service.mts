import { startEmulator, type EmulatorOptions } from '../../../dev/emulator/index.mts';
import { credentialType } from '../../../dev/n8n/index.mts';
import type { Bench } from './bench.mts';
import { note } from './traces.mts';

/** A service of one case's own: its counts begin at zero, its tasks take a second, its videos are tiny. */
const usual: EmulatorOptions = { render: false, taskSeconds: 1 };

export interface OwnService<Own extends Bench = Bench> {
  readonly bench: Own;
  close(): Promise<void>;
}

/** Opens a service of the case's own beside the shared one, with a credential for it. */
export async function openService<Own extends Bench>(
  bench: Own,
  options: EmulatorOptions = {},
): Promise<OwnService<Own>> {
  const emulator = await startEmulator({ ...usual, ...options });
  const data = { apiKey: emulator.key, baseUrl: emulator.url };
  const credential = await bench.n8n.rest.createCredential('AIHubMax', credentialType, data);
  const close = async () => {
    if (!bench.services.delete(own)) return;
    note(bench.traces, emulator);
    await emulator.stop();
  };
  const own: OwnService<Own> = { bench: { ...bench, emulator, credential }, close };
  bench.services.add(own);
  return own;
}

/** The same check, on a service of its own. */
export function withOwnService<Own extends Bench = Bench>(
  options: EmulatorOptions,
  check: (bench: Own) => Promise<void>,
): (shared: Own) => Promise<void> {
  return async (shared) => {
    const { bench, close } = await openService(shared, options);
    await check(bench).finally(close);
  };
}

/** What a test does on a service of its own. */
export function withService<Own extends Bench = Bench>(
  options: EmulatorOptions,
  check: (bench: Own) => Promise<void>,
): (fixtures: { bench: Own }) => Promise<void> {
  const checkOn = withOwnService(options, check);
  return async ({ bench }) => await checkOn(bench);
}
