/** The rules that test/house holds, each as the list of what breaks it. */
import { Linter } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { budgets, home, limits, largestRecipe, storeys, type Figure } from './plan.mts';
import { arrowsOf, nodesOf, reachedFrom, roomOf, type Arrow, type Source } from './sources.mts';

const storeyOf = (path: string) => storeys.findIndex((rooms) => rooms.includes(roomOf(path)));

/** Imports of a room that lies beside or above. */
export function arrowsUp(arrows: Arrow[]): string[] {
  return arrows
    .filter(({ from, to }) => roomOf(from) !== roomOf(to))
    .filter(({ from, to }) => storeyOf(to) >= storeyOf(from))
    .map(({ from, to }) => `${from} -> ${to}`);
}

/** Functions with too many lines, as `file:line` and what ESLint says. */
export function longFunctions(sources: Source[]): string[] {
  const linter = new Linter();
  const languageOptions = { parser: tseslint.parser as Linter.Parser };
  const rules: Linter.RulesRecord = {
    'max-lines-per-function': ['error', { max: limits.functionBody, IIFEs: true }],
  };
  return sources.flatMap(({ path, tree }) =>
    linter
      .verify(tree.text, [{ files: ['**/*.ts'], languageOptions, rules }], path)
      .map(({ line, message }) => `${path}:${line} ${message}`),
  );
}

export function longFiles(files: Pick<Source, 'path' | 'lines'>[]): string[] {
  const limitOf = (path: string) => (path.startsWith(`${home}/catalogue/`) ? limits.tableFile : limits.file);
  return files
    .filter(({ path, lines }) => lines > limitOf(path))
    .map(({ path, lines }) => `${path}: ${lines} lines`);
}

/** Files that declare nothing of their own. */
export function reExporters(sources: Source[]): string[] {
  const handsOn = (part: ts.Statement) => ts.isImportDeclaration(part) || ts.isExportDeclaration(part);
  return sources
    .filter(({ tree }) => tree.statements.length > 0 && tree.statements.every(handsOn))
    .map(({ path }) => path);
}

function typesOf(sources: Source[]): (ts.InterfaceDeclaration | ts.TypeAliasDeclaration)[] {
  return sources
    .flatMap(({ tree }) => nodesOf(tree))
    .filter((node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node));
}

const isExported = ({ modifiers }: { modifiers?: ts.NodeArray<ts.ModifierLike> }) =>
  modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;

const linesIn = (sources: Source[]) => sources.reduce((sum, { lines }) => sum + lines, 0);

/** What one operation leads to, and what of it n8n loads. */
export function reachOf(sources: Source[]): { withTypes: Source[]; atRunTime: Source[] } {
  const arrows = arrowsOf(sources);
  const among = (paths: string[]) => sources.filter(({ path }) => paths.includes(path));
  return {
    withTypes: among(reachedFrom(largestRecipe, arrows)),
    atRunTime: among(
      reachedFrom(
        largestRecipe,
        arrows.filter(({ isType }) => !isType),
      ),
    ),
  };
}

export function figuresOf(sources: Source[]): Record<Figure, number> {
  const types = typesOf(sources);
  return {
    lines: linesIn(sources),
    files: sources.length,
    filesInReach: reachOf(sources).withTypes.length,
    types: types.length,
    exportedTypes: types.filter(isExported).length,
  };
}

/** Those of the named figures that are beyond their budget; all, unless named. */
export function overBudget(
  figures: Record<Figure, number>,
  names = Object.keys(budgets) as Figure[],
): string[] {
  return names
    .filter((name) => figures[name] > budgets[name])
    .map((name) => `${name}: ${figures[name]}, at most ${budgets[name]}`);
}
