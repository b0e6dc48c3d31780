import { startEmulator } from '../emulator/index.mts';
import type { Account } from './arguments.mts';

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

/**
 * Puts the sample photo where the real service can fetch it: the service's own file storage, which is free and forgets
 * it after three days. Returns the photo's public link.
 */
async function uploadPhoto({ apiKey, baseUrl }: Account, photoUrl: string): Promise<string> {
  const photo = await (await fetch(photoUrl)).blob();
  const form = new FormData();
  form.append('file', photo, 'sample-photo.jpg');
  const answer = await fetch(`${baseUrl}/v1/files/upload/stream`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    body: form,
  }).catch(({ cause }: Error) => {
    throw new Error(
      `${baseUrl} cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  });
  if (!answer.ok)
    throw new Error(`The upload of the sample photo answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { url: string }).url;
}
