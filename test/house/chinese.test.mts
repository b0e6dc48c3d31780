/** docs/README.zh.md is the README in Chinese: the same sections, tables and names, so that the two do not drift apart. */
import { existsSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';

const root = join(__dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

/** A page in its sections, the part before the first heading first. */
const sectionsOf = (page: string): string[] => page.split(/^## /m);

const own = /^https:\/\/(github|raw\.githubusercontent)\.com\/[^/]+\/[^/]+\/(blob\/)?HEAD\//;

/** The files that a section points to, whoever shows the page: the README's links are absolute, those in docs/ relative. */
function filesOf(section: string, folder: string): string[] {
  const links = [...section.matchAll(/(?:\]\(|src(?:set)?=")([^)"]+)/g)].map(([, link = '']) => link);
  const files = links.filter((link) => own.test(link) || !/^(https:|#)/.test(link));
  const paths = files.map((link) => (own.test(link) ? link.replace(own, '') : normalize(join(folder, link))));
  return [...new Set(paths)].filter((path) => !/README/.test(path)).sort();
}

/** What must be the same in every language: shapes, names and code. */
const skeletonOf = (section: string, folder: string) => ({
  tables: [...section.matchAll(/^\|.*\|$/gm)].map(([row]) => row.split('|').length),
  lists: [...section.matchAll(/^(-|\d+\.) /gm)].map(([, mark]) => mark),
  blocks: [...section.matchAll(/^```[\s\S]*?^```$/gm)].map(([block]) => block),
  code: [...section.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/`[^`]+`/g)].map(([code]) => code).sort(),
  files: filesOf(section, folder),
});

const english = sectionsOf(read('README.md'));
const chinese = sectionsOf(read('docs/README.zh.md'));

test('both pages have the same number of sections, each with its heading', () => {
  expect(chinese).toHaveLength(english.length);
  expect(english.length).toBeGreaterThan(7);
});

test.each(english.map((section, nth) => [section.split('\n')[0], section, chinese[nth] ?? ''] as const))(
  '%s has the same tables, lists, code and links in both',
  (_heading, one, other) => {
    expect(skeletonOf(other, 'docs')).toEqual(skeletonOf(one, '.'));
  },
);

/** What n8n and the form show in English stays English: nobody finds a translated button. */
test.each(english.map((section, nth) => [section.split('\n')[0], section, chinese[nth] ?? ''] as const))(
  'the names in %s are those of the English page',
  (_heading, one, other) => {
    const names = [...other.matchAll(/\*\*([^*\p{Script=Han}]+)\*\*/gu)].map(([, name = '']) => name);
    expect(names.filter((name) => !one.includes(name))).toEqual([]);
  },
);

test('its files and its own headings exist', () => {
  const page = read('docs/README.zh.md');
  expect(filesOf(page, 'docs').filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const anchors = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => decodeURIComponent(anchor));
  const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading.toLowerCase().replace(/ /g, '-'),
  );
  expect(anchors.filter((anchor) => !headings.includes(anchor))).toEqual([]);
});
