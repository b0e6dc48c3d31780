import type { Browser } from '@playwright/test';
import { test as base } from '../support/test.mts';
import { benchOf, type Bench } from './bench.mts';
import { withBrowser } from './browser.mts';
import { signedIn } from './editor.mts';
import { Album } from './pictures/album.mts';

/** The test of this suite: its bench is one window of the editor, in which the owner has signed in. */
export const test = base.extend<object, { browser: Browser; bench: Bench }>({
  browser: [async ({}, use) => await withBrowser(use), { scope: 'worker' }],
  bench: [
    async ({ n8n, emulator, credential, browser }, use) => {
      const editor = await signedIn(browser, n8n, { width: 1400, height: 1400 });
      await use(
        benchOf({ n8n, emulator, browser, credential }, editor, await Album.open('artifacts/editor')),
      );
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});
