/** What can be measured of the house: its files, functions, types, and what knows what. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';
import { Linter } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';

export interface Source {
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
export const roomOf = (path: string): string =>
  path.startsWith(`${home}/`) && path.split('/').length > 3 ? (path.split('/')[2] ?? '') : '';

/** Functions with more lines than this, as `file:line` and what ESLint says. */
export function longFunctions(sources: Source[], max = 25): string[] {
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
export function exportedTypes(sources: Source[]): string[] {
  return sources.flatMap(({ path, tree }) =>
    tree.statements
      .filter((part) => ts.isInterfaceDeclaration(part) || ts.isTypeAliasDeclaration(part))
      .filter((part) => part.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
      .map((part) => `${path} ${part.name.text}`),
  );
}

export interface Arrow {
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
