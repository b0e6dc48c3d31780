/** Of a service that looks at its pictures before it takes a request. */
import { download } from '../download.mts';
import { Refusal, typeOf } from '../refusal.mts';

/** Throws the refusal for the first address that cannot be fetched. */
export async function checkReachable(addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    await download(address).catch(({ message }: Error) => {
      throw new Refusal(422, { type: typeOf(422), code: 'invalid_image_url', message });
    });
  }
}
