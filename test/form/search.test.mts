/** What people type into the node panel, found by n8n's own search. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sublimeSearch } from '@n8n/utils/search/sublime-search';
import { description } from '../support/form.mts';
import { root } from '../support/tree.mts';

const codex = JSON.parse(readFileSync(join(root, 'nodes/AiHubMaxVeo/AiHubMaxVeo.node.json'), 'utf8')) as {
  alias: string[];
};

/** n8n 2.40.7, NodeCreator: the name counts most, then the aliases. */
const node = { properties: { displayName: description.displayName, codex } };
const isFound = (words: string): boolean => sublimeSearch(words, [node]).length > 0;

test.each([
  ...['veo', 'aihubmax', 'google veo', 'gemini video', 'ai video', 'ai video generator'],
  ...['video from image', 'create a video from image', 'image to video', 'image2video', 'img2vid'],
  ...['photo to video', 'animate photo', 'animate an image', 'animation', 'photo animation'],
  ...['text to video', 'text2video', 'make a video', 'generate video', 'product video', 'short video'],
  ...['film', 'clip', 'vertical video', 'reels', 'shorts', 'youtube short', 'video'],
])('"%s" finds the node', (words) => {
  expect(isFound(words)).toBe(true);
});

test.each(['sora', 'kling', 'runway', 'pika', 'luma', 'hailuo', 'seedance', 'tiktok', 'google drive'])(
  '"%s" is something else',
  (words) => {
    expect(isFound(words)).toBe(false);
  },
);

test('no alias is there twice', () => {
  const plain = codex.alias.map((alias) => alias.toLowerCase());
  expect(new Set(plain).size).toBe(plain.length);
});
