/** Services that cannot be reached at all: nothing is sent, nothing is paid for, and the user is told where to look. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { retryOnFail, tries } from './cell.mts';
import { openStage, play } from './stage.mts';
import type { Seen, Stage } from './stage.mts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(async () => await stage.emulator.stop());

/** A port on which nobody listens any more. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const apiKey = 'sk-nobody-4711';

const at = async (baseUrl: string, retries: boolean): Promise<Seen> =>
  await play(stage, {
    credentials: { apiKey, baseUrl },
    parameters: { operation: 'createAndWait', prompt: 'Waves', imageUrl: 'https://example.com/photo.jpg' },
    settings: retries ? retryOnFail : {},
  });

describe.each([false, true])('with Retry On Fail %s', (retries) => {
  test('a refused connection is tried three times, told as one, and leaves nothing unknown', async () => {
    const began = stage.clock.now();
    const { error, text } = await at(`http://127.0.0.1:${await closedPort()}`, retries);
    expect(error?.message).toBe('AIHubMax could not be reached (ECONNREFUSED)');
    expect(error?.description).toMatch(/^service: /);
    expect(text).not.toContain(apiKey);
    // A second and two, more or less, between the attempts of each try.
    const waitedMs = (stage.clock.now() - began) / (retries ? tries : 1);
    expect([waitedMs > 1_500, waitedMs < 4_500]).toEqual([true, true]);
  });

  test('a host that does not exist is told as such', async () => {
    const { error, text } = await at('http://api.aihubmax.invalid', retries);
    expect(error?.message).toMatch(/^AIHubMax could not be reached \((ENOTFOUND|EAI_AGAIN)\)$/);
    expect(error?.description).toMatch(/^service: /);
    expect(text).not.toContain(apiKey);
  });

  test('an address that is none points to the credential', async () => {
    const { error } = await at('htps://api.aihubmax.com', retries);
    expect(error?.description).toMatch(/^invalid_request: Nothing was sent\. Check the base URL/);
  });
});

test('a service that comes back is used by the next try of the node', async () => {
  const port = await closedPort();
  const late = await openStage();
  try {
    const first = await play(late, {
      credentials: { apiKey: late.emulator.key, baseUrl: `http://127.0.0.1:${port}` },
      parameters: { operation: 'create', prompt: 'Waves', imageUrl: late.emulator.samplePhotoUrl },
    });
    const second = await play(late, {
      parameters: { operation: 'create', prompt: 'Waves', imageUrl: late.emulator.samplePhotoUrl },
      ...{ retryOf: first.saved, executionId: 'execution-2' },
    });
    expect(second.items).toMatchObject([{ json: { taskId: second.tasks[0]?.id, resumed: false } }]);
  } finally {
    await late.emulator.stop();
  }
});
