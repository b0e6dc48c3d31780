import { Album } from './pictures/album.mts';
import { readmePictures } from './pictures/readme.mts';
import { withStage } from './stage.mts';

const say = console.log;

async function main(): Promise<void> {
  await withStage(say, async (stage) => {
    const album = await Album.open('docs/images', say);
    for (const theme of ['light', 'dark'] as const) await readmePictures(stage, album, theme);
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
