/** `npm run docs:screenshots`: the README's pictures, in both of n8n's themes. */
import { Album } from './pictures/album.mts';
import { readmePictures } from './pictures/readme.mts';
import { test } from './test.mts';

for (const theme of ['light', 'dark'] as const)
  test(`the pictures of the README, ${theme}`, async ({ n8n, emulator, browser, credential }) => {
    const album = await Album.open('docs/images', console.log);
    await readmePictures({ n8n, emulator, browser, credential }, album, theme);
  });
