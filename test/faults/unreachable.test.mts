/** A service that cannot be reached at all: nothing is sent, nothing is paid for, and the user is told where to look. */
import { createServer, type AddressInfo } from 'node:net';
import { retryOnFail, tries } from './cell.mts';
import { openStage, play } from './stage.mts';

/** A port on which nobody listens any more. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('a refused connection is tried three times by each try, told as one, and leaves nothing unknown', async () => {
  const stage = await openStage();
  const began = stage.clock.now();
  const apiKey = 'sk-nobody-4711';
  const { error, text } = await play(stage, {
    credentials: { apiKey, baseUrl: `http://127.0.0.1:${await closedPort()}` },
    parameters: { operation: 'createAndWait', prompt: 'Waves', imageUrl: 'https://example.com/photo.jpg' },
    settings: retryOnFail,
  });
  await stage.emulator.stop();
  expect(error?.message).toBe('AIHubMax could not be reached (ECONNREFUSED)');
  expect(error?.description).toMatch(/^service: /);
  expect(text).not.toContain(apiKey);
  // A second and two, more or less, between the attempts of each try.
  const waitedMs = (stage.clock.now() - began) / tries;
  expect([waitedMs > 1_500, waitedMs < 4_500]).toEqual([true, true]);
});
