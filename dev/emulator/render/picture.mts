/** Gets the pictures a video starts from. */
import { Refusal, typeOf } from '../refusal.mts';
import { FilmError } from './film.mts';

const patienceMs = 15_000;

/** The bytes behind an http(s) address; rejects with a FilmError when there is no picture. */
export async function fetchPicture(address: string): Promise<Buffer> {
  const reply = await fetch(address, {
    headers: { 'user-agent': 'aihubmax-emulator', accept: 'image/*' },
    signal: AbortSignal.timeout(patienceMs),
  }).catch((error: unknown) => {
    throw new FilmError('invalid_image_url', `The image URL could not be fetched: ${String(error)}`);
  });
  if (!reply.ok) {
    throw new FilmError('invalid_image_url', `The image URL could not be fetched: HTTP ${reply.status}`);
  }
  return Buffer.from(await reply.arrayBuffer());
}

/** Throws the refusal of a service that looks at its pictures before it takes a request. */
export async function checkReachable(addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    await fetchPicture(address).catch((error: Error) => {
      throw new Refusal(422, { type: typeOf(422), code: 'invalid_image_url', message: error.message });
    });
  }
}
