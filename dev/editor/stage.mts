import type { Browser } from 'playwright-core';
import { startEmulator, type Emulator } from '../emulator/index.mts';
import { credentialType, withN8n, type RealN8n, type Say, type StoredCredential } from '../n8n/index.mts';
import { withBrowser } from './browser.mts';

/** What everything in the editor works on. */
export interface Stage {
  readonly n8n: RealN8n;
  readonly emulator: Emulator;
  readonly browser: Browser;
  /** Joins the node and the emulator. */
  readonly credential: StoredCredential;
}

/** A video is ready this soon: long enough to see the wait, short enough to sit through many. */
const taskSeconds = 4;

/** Runs `use` on a real n8n, a local AIHubMax and a browser, all of which are gone afterwards. */
export async function withStage<T>(say: Say, use: (stage: Stage) => Promise<T>): Promise<T> {
  return await withBrowser(async (browser) => {
    const emulator = await startEmulator({ taskSeconds });
    try {
      return await withN8n({ say }, async (n8n) => {
        const data = { apiKey: emulator.key, baseUrl: emulator.url };
        const credential = await n8n.rest.createCredential('AIHubMax', credentialType, data);
        return await use({ n8n, emulator, browser, credential });
      });
    } finally {
      await emulator.stop();
    }
  });
}
