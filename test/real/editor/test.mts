import type { Browser } from '@playwright/test';
import { test as base } from '../support/test.mts';
import { benchOf, type Bench } from './bench.mts';
import { withBrowser } from './browser.mts';
import { signedIn } from './editor.mts';
import { Album } from './pictures/album.mts';

/** What a project of playwright.config.mts says of itself. */
export interface EditorOptions {
  /** The folder of the album, from the root of this project; none is kept without. */
  readonly albumFolder?: string;
}

/** The test of this suite: its bench is one window of the editor, in which the owner has signed in. */
export const test = base.extend<object, EditorOptions & { browser: Browser; bench: Bench }>({
  albumFolder: [undefined, { scope: 'worker', option: true }],
  browser: [async ({}, use) => await withBrowser(use), { scope: 'worker' }],
  bench: [
    async ({ n8n, emulator, credential, browser, albumFolder }, use) => {
      // A picture shows the whole form; nobody pays for drawing it where there is none.
      const height = albumFolder === undefined ? 800 : 1400;
      const editor = await signedIn(browser, n8n, { width: 1400, height });
      const album = albumFolder === undefined ? undefined : await Album.open(albumFolder);
      await use(benchOf({ n8n, emulator, browser, credential }, editor, album));
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});
