/** The files that ship, and who imports whom. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';
import ts from 'typescript';
import { ground, home } from './plan.mts';

export interface Source {
  /** From the project's root. */
  path: string;
  lines: number;
  tree: ts.SourceFile;
}

/** One file imports another. */
export interface Arrow {
  from: string;
  to: string;
  /** Types alone, which are gone at run time. */
  isType: boolean;
}

export function sourceOf(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, lines: text.trimEnd().split('\n').length, tree };
}

/** All files that ship. `root`: the project's folder. */
export function sourcesOf(root: string): Source[] {
  return ts.sys
    .readDirectory(root, ['.ts'], undefined, ['nodes', 'credentials'])
    .map((path) => sourceOf(relative(root, path), readFileSync(path, 'utf8')))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Where a file lives: a folder of the node, the ground beside these folders, the node itself, or `credentials`. */
export function roomOf(path: string): string {
  if (path === `${home}/AiHubMaxVeo.node.ts`) return 'node';
  if (path.startsWith('credentials/')) return 'credentials';
  const [room, ...rest] = path.startsWith(`${home}/`) ? path.slice(home.length + 1).split('/') : [];
  return room && rest.length > 0 ? room : ground;
}

/** Every node of a tree, from its top. */
export function nodesOf(node: ts.Node): ts.Node[] {
  const nodes = [node];
  ts.forEachChild(node, (child) => void nodes.push(...nodesOf(child)));
  return nodes;
}

/** Whether an import or export names nothing but types. */
function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const { isTypeOnly: isType = false, name, namedBindings } = node.importClause ?? {};
  if (isType || name || !namedBindings || !ts.isNamedImports(namedBindings)) return isType;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((one) => one.isTypeOnly);
}

/** What a node imports as written, if it does: a declaration, `import('…')` at run time, or `import('…')` as a type. */
function importedBy(node: ts.Node): { name: string; isType: boolean } | null {
  const found = (name: ts.Node | undefined, isType: boolean) =>
    name && ts.isStringLiteral(name) ? { name: name.text, isType } : null;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    return found(node.moduleSpecifier, isTypeOnly(node));
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return found(node.arguments[0], false);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return found(node.argument.literal, true);
  return null;
}

/** All that a file imports, as written. */
export const importsOf = ({ tree }: Source) => nodesOf(tree).flatMap((node) => importedBy(node) ?? []);

/** What each file imports of its own project; `to` is a path even where no file lies there. */
export function arrowsOf(sources: Source[]): Arrow[] {
  const known = new Set(sources.map(({ path }) => path));
  return sources.flatMap((source) =>
    importsOf(source)
      .filter(({ name }) => name.startsWith('.'))
      .map(({ name, isType }) => {
        const base = join(dirname(source.path), name);
        const to = [`${base}.ts`, `${base}/index.ts`].find((path) => known.has(path)) ?? base;
        return { from: source.path, to, isType };
      }),
  );
}

/** All files that arrows lead to from one, itself included. */
export function reachedFrom(path: string, arrows: Arrow[]): string[] {
  const reached = new Set([path]);
  for (const from of reached) for (const arrow of arrows) if (arrow.from === from) reached.add(arrow.to);
  return [...reached];
}

/** Files that know each other, directly or by way of others: each circle once, in the order of the alphabet. */
export function circlesOf(arrows: Arrow[]): string[][] {
  const paths = [...new Set(arrows.map(({ from }) => from))].sort();
  const reached = new Map(paths.map((path) => [path, new Set(reachedFrom(path, arrows))]));
  return paths
    .map((path) => paths.filter((other) => reached.get(path)?.has(other) && reached.get(other)?.has(path)))
    .filter((circle, index) => circle.length > 1 && circle[0] === paths[index]);
}
