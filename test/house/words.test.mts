/** One word for each thing, in everything that users read: CONTRIBUTING.md has the glossary. */
import ts from 'typescript';
import { readFileSync } from 'node:fs';
import { description } from '../support/form.mts';
import { filesIn, root } from '../support/tree.mts';
import { join } from 'node:path';

interface Text {
  where: string;
  text: string;
}

/** Word -> what to write instead. */
const forbidden: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bpictures?\b/i, 'image'],
  [/\banew\b/i, 'again'],
  [/\bby hand\b/i, 'manually, or the name of the button'],
  [/\bblanks?\b/i, 'space, or empty'],
  [/\bthe service\b/i, 'AIHubMax'],
  [/\b(looks?|looked|looking) (at|again) (a|the|every|each|your)?\s*tasks?\b/i, 'check'],
  [/\b(a|one|every|each|the|last|next) look\b/i, 'check'],
  [/\baddress(es)?\b/i, 'URL'],
  [/\b(places?|placed|placing) (an|the|each|every) order\b/i, 'create'],
  [/\borders? (and pays|a new|a video|videos|anew|again)\b/i, 'create'],
  [/\btroubles?\b/i, 'failure'],
  [/\bhow (a|the|its) (task|video) stands\b/i, 'status'],
  [/\bwithout this option\b/i, 'If not set'],
  [/\bas far as \w+ tells\b/i, 'given by'],
  [/\bcosts? again\b/i, 'charged again'],
];

/** Every text of the form, wherever it is nested. */
function formTexts(value: unknown, where: string): Text[] {
  if (Array.isArray(value)) return value.flatMap((part) => formTexts(part, where));
  if (value === null || typeof value !== 'object') return [];
  const shown = ['displayName', 'description', 'hint', 'placeholder', 'action', 'message'];
  return Object.entries(value).flatMap(([key, part]) =>
    typeof part === 'string'
      ? shown.includes(key) || key === 'name'
        ? [{ where: `${where} ${key}`, text: part }]
        : []
      : formTexts(part, `${where}.${key}`),
  );
}

/** A literal that is a sentence, or part of one. */
const isProse = (text: string): boolean => /[a-z]{2,} [a-z]/i.test(text);

/** The string and template literals of a file, comments left out. */
function literals(path: string, source: string): Text[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const texts: Text[] = [];
  const visit = (part: ts.Node): void => {
    const isText =
      ts.isStringLiteralLike(part) || ts.isTemplateHead(part) || ts.isTemplateMiddleOrTemplateTail(part);
    if (isText && isProse(part.text)) texts.push({ where: path, text: part.text });
    ts.forEachChild(part, visit);
  };
  visit(file);
  return texts;
}

/** Prose of a page: code, links' targets and the table of models say what they must. */
const proseOf = (page: string): Text[] =>
  readFileSync(join(root, page), 'utf8')
    .replace(/```[\s\S]*?```/g, '')
    .replace(/`[^`\n]*`/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/\]\([^)]*\)/g, ']')
    .split('\n')
    .map((text, index) => ({ where: `${page}:${index + 1}`, text }));

/** Every text and every name of a value in it, but for what belongs to n8n. */
function textsIn(value: unknown, where: string): Text[] {
  if (typeof value === 'string') return [{ where, text: value }];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) => [
    { where: `${where} key`, text: key },
    ...textsIn(part, `${where}.${key}`),
  ]);
}

/** All of an example: its notes, nodes and forms, what it tells a model, and its sample data. */
const exampleTexts = (path: string, source: string): Text[] => textsIn(JSON.parse(source), path);

const texts: Text[] = [
  ...formTexts(description, 'form'),
  ...[...filesIn('nodes', /\.ts$/), ...filesIn('credentials', /\.ts$/)].flatMap(({ path, text }) =>
    literals(path, text),
  ),
  ...[
    'README.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'docs/interface.md',
    'docs/models.md',
    'docs/batches.md',
    'docs/migration.md',
    'docs/operations.md',
    'docs/scale.md',
    'compose.yaml',
  ].flatMap(proseOf),
  ...filesIn('examples', /\.json$/).flatMap(({ path, text }) => exampleTexts(path, text)),
];

test('there is something to read', () => {
  expect(texts.length).toBeGreaterThan(500);
  for (const place of ['form', 'nodes/', 'README.md', 'examples/'])
    expect(texts.some(({ where }) => where.startsWith(place))).toBe(true);
});

test.each(forbidden.map(([word, instead]) => [String(word), instead, word] as const))(
  '%s is not there: write %s',
  (_name, _instead, word) => {
    const found = texts.filter(({ text }) => word.test(text));
    expect(found.map(({ where, text }) => `${where}: ${text.trim().slice(0, 160)}`)).toEqual([]);
  },
);
