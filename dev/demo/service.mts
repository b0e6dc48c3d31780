import { startEmulator } from '../emulator/index.mts';
import type { Account } from './arguments.mts';
import { uploadPhoto } from './photo.mts';

/** Where the demo's videos come from. */
export interface Service extends Account {
  /** The sample photo, at an address the service can reach. */
  readonly photoUrl: string;
  /** Videos cost credits. */
  readonly isPaid: boolean;
  stop(): Promise<void>;
}

/** Seconds of the emulator's clock go by this much faster than ours, so that a demo is not a test of patience. */
const speed = 6;

/** The real service when there is an account for it, else the emulator. */
export async function openService(account: Account | undefined): Promise<Service> {
  const emulator = await startEmulator({ speed });
  const { key, url, samplePhotoUrl } = emulator;
  const stop = () => emulator.stop();
  if (!account) return { apiKey: key, baseUrl: url, photoUrl: samplePhotoUrl, isPaid: false, stop };
  const photoUrl = await uploadPhoto(account, samplePhotoUrl).finally(stop);
  return { ...account, photoUrl, isPaid: true, stop: () => Promise.resolve() };
}
