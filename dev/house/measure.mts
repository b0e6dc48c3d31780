/** What can be measured of the house: its files, functions, types, and what knows what. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';
import ts from 'typescript';

export interface Source {
  /** From the project's root. */
  path: string;
  lines: number;
  tree: ts.SourceFile;
}

const home = 'nodes/AiHubMaxVeo';

/** All files that ship. `root`: the project's folder. */
export function sourcesOf(root: string): Source[] {
  const paths = ['nodes', 'credentials'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
  return paths.sort().map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    return { path, lines: text.trimEnd().split('\n').length, tree };
  });
}

/** The folder of a file below the node's; '' for one that lies in the open or elsewhere. */
export const roomOf = (path: string): string =>
  path.startsWith(`${home}/`) && path.split('/').length > 3 ? (path.split('/')[2] ?? '') : '';

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

const isFunction = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  ts.isFunctionDeclaration(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isArrowFunction(node) ||
  ts.isConstructorDeclaration(node) ||
  ts.isGetAccessorDeclaration(node);

/** Functions with more lines than this, as `file:line lines`. */
export function longFunctions(sources: Source[], maxLines = 25): string[] {
  const long: string[] = [];
  for (const { path, tree } of sources)
    walk(tree, (node) => {
      if (!isFunction(node) || !node.body) return;
      const first = tree.getLineAndCharacterOfPosition(node.getStart()).line;
      const lines = tree.getLineAndCharacterOfPosition(node.end).line - first + 1;
      if (lines > maxLines) long.push(`${path}:${first + 1} ${lines}`);
    });
  return long;
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
