/** The README says what the catalogue says, and names only what exists. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withModelTable } from '../../dev/docs/modelTable.js';
import * as queries from '../../nodes/AiHubMaxVeo/catalogue/queries';
import { categories } from '../../nodes/AiHubMaxVeo/catalogue/failures';

const root = join(__dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const readme = read('README.md');

test('the table of models in docs/models.md is the one that the catalogue makes', () => {
  expect(withModelTable(read('docs/models.md'), queries)).toBe(read('docs/models.md'));
});

test.each(Object.keys(categories))('it says what to do about %s', (category) => {
  expect(readme).toContain(`| \`${category}\` |`);
});

test('it is read in one sitting', () => {
  expect(readme.split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(2_200);
});

test('its commands exist', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

/** npm shows the README elsewhere than where its files lie: all links to them are absolute. */
const own = [
  'https://github.com/n8n-nodes-aihubmax-veo/n8n-nodes-aihubmax-veo/blob/HEAD/',
  'https://raw.githubusercontent.com/n8n-nodes-aihubmax-veo/n8n-nodes-aihubmax-veo/HEAD/',
];

test('its images and the files it points to exist, and are found from npm too', () => {
  const all = [...readme.matchAll(/(?:\]\(|src(?:set)?=")(?!#)([^)#"]+)/g)].map(([, link = '']) => link);
  expect(all.filter((link) => !link.startsWith('https://'))).toEqual(['LICENSE']);
  const linked = own.flatMap((base) =>
    all.filter((link) => link.startsWith(base)).map((link) => link.slice(base.length)),
  );
  expect(linked.filter((path) => path.endsWith('.png'))).not.toEqual([]);
  expect(linked.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
