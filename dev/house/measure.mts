/**
 * What can be measured of the house: its files, functions, types, and what knows what. Run as a program (`npm run
 * house`), it prints all of it.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';
import { Linter } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';

interface Source {
  /** From the project's root. */
  path: string;
  lines: number;
  tree: ts.SourceFile;
}

const home = 'nodes/AiHubMaxVeo';

/** All files that ship. `root`: the project's folder. */
export function sourcesOf(root: string): Source[] {
  const paths = ts.sys
    .readDirectory(root, ['.ts'], undefined, ['nodes', 'credentials'])
    .map((path) => relative(root, path));
  return paths.sort().map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    return { path, lines: text.trimEnd().split('\n').length, tree };
  });
}

/** The folder of a file below the node's; '' for one that lies in the open or elsewhere. */
const roomOf = (path: string): string =>
  path.startsWith(`${home}/`) && path.split('/').length > 3 ? (path.split('/')[2] ?? '') : '';

const max = 25;

/** Functions with more lines than that, as `file:line` and what ESLint says. */
export function longFunctions(sources: Source[]): string[] {
  const linter = new Linter();
  const languageOptions = { parser: tseslint.parser as Linter.Parser };
  const rules: Linter.RulesRecord = { 'max-lines-per-function': ['error', { max, IIFEs: true }] };
  return sources.flatMap(({ path, tree }) =>
    linter
      .verify(tree.text, [{ files: ['**/*.ts'], languageOptions, rules }], path)
      .map(({ line, message }) => `${path}:${line} ${message}`),
  );
}

/** The types and interfaces that a file hands out. */
function exportedTypes(sources: Source[]): string[] {
  return sources.flatMap(({ path, tree }) =>
    tree.statements
      .filter((part) => ts.isInterfaceDeclaration(part) || ts.isTypeAliasDeclaration(part))
      .filter((part) => part.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
      .map((part) => `${path} ${part.name.text}`),
  );
}

interface Arrow {
  from: string;
  to: string;
  isType: boolean;
}

/** What each file imports of the others. */
export function arrowsOf(sources: Source[]): Arrow[] {
  const known = new Set(sources.map(({ path }) => path));
  return sources.flatMap(({ path, tree }) =>
    tree.statements.flatMap((part): Arrow[] => {
      if (!ts.isImportDeclaration(part) && !ts.isExportDeclaration(part)) return [];
      if (!part.moduleSpecifier || !ts.isStringLiteral(part.moduleSpecifier)) return [];
      const base = join(dirname(path), part.moduleSpecifier.text);
      const to = [`${base}.ts`, `${base}/index.ts`].find((one) => known.has(one));
      const isType = ts.isImportDeclaration(part) ? part.importClause?.isTypeOnly === true : part.isTypeOnly;
      return to ? [{ from: path, to, isType }] : [];
    }),
  );
}

/** All files that reading one pulls in at run time, itself included. */
export function reachedFrom(path: string, arrows: Arrow[]): string[] {
  const reached = new Set([path]);
  for (const from of reached)
    for (const arrow of arrows) if (arrow.from === from && !arrow.isType) reached.add(arrow.to);
  return [...reached];
}

/** Each room with those that it knows. */
function roomsOf(arrows: Arrow[]): string[] {
  const known = new Map<string, Set<string>>();
  for (const { from, to } of arrows) {
    const [room, other] = [from, to].map((path) => roomOf(path) || '(in the open)');
    if (!room || !other || room === other || !from.startsWith('nodes/')) continue;
    known.set(room, (known.get(room) ?? new Set()).add(other));
  }
  return [...known].sort().map(([room, others]) => `${room} → ${[...others].sort().join(', ')}`);
}

function report(): string {
  const sources = sourcesOf(join(import.meta.dirname, '..', '..'));
  const arrows = arrowsOf(sources);
  const largest = [...sources].sort((one, other) => other.lines - one.lines);
  const long = longFunctions(sources);
  const reached = reachedFrom('nodes/AiHubMaxVeo/operations/createAndWait.ts', arrows);
  return [
    `Lines in nodes/ and credentials/: ${sources.reduce((sum, { lines }) => sum + lines, 0)}`,
    `Files: ${sources.length}, median ${largest[Math.floor(sources.length / 2)]?.lines} lines`,
    `Longest: ${largest
      .slice(0, 3)
      .map(({ path, lines }) => `${path} ${lines}`)
      .join(', ')}`,
    `Functions over ${max} lines: ${[long.length, ...long].join('\n  ')}`,
    `Exported types: ${exportedTypes(sources).length}`,
    `Files that operations/createAndWait.ts pulls in at run time: ${reached.length}`,
    `Rooms and what they know:\n  ${roomsOf(arrows).join('\n  ')}`,
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) console.log(report());
