/** Files that were made to keep the node busy: each gets its verdict. `npm run bench -- loop` shows how long that takes. */
import { inspect } from '../../nodes/AiHubMaxVeo/files/inspect';
import { crafted, pieces } from '../support/crafted.mts';

test.each(crafted)('%s is looked through to its end', async (_what, content) => {
  const inDisk = await inspect(pieces(content));
  expect(typeof inDisk.isWhole).toBe('boolean');
  expect(inDisk.image ?? inDisk.video).not.toBeNull();
});

test.each(crafted)('%s is the same in small pieces', async (_what, content) => {
  const { isWhole } = await inspect(pieces(content));
  expect((await inspect(pieces(content, 100))).isWhole).toBe(isWhole);
});
