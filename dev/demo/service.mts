import { startEmulator, type Emulator } from '../emulator/index.mts';
import type { Account } from './arguments.mts';

/** Where the demo's videos come from. The photo is always served by the emulator. */
export interface Service extends Account {
  readonly real: boolean;
  readonly photoUrl: string;
  stop(): Promise<void>;
}

/** Seconds of the emulator's clock go by this much faster than ours, so that a demo is not a test of patience. */
const speed = 6;

/** The real service when there is an account for it, else the emulator. */
export async function openService(account: Account | undefined): Promise<Service> {
  const emulator: Emulator = await startEmulator({ speed });
  const photoUrl = emulator.samplePhotoUrl;
  const stop = () => emulator.stop();
  if (account) return { ...account, real: true, photoUrl, stop };
  return { apiKey: emulator.key, baseUrl: emulator.url, real: false, photoUrl, stop };
}
