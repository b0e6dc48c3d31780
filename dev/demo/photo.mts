import type { Account } from './arguments.mts';

/**
 * Puts the sample photo where the real service can fetch it: the service's own file storage, which is free and forgets
 * it after three days. Returns the photo's public link.
 */
export async function uploadPhoto({ apiKey, baseUrl }: Account, photoUrl: string): Promise<string> {
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
