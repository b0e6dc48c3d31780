/** What each line of a file is there for: a rough count, the same for every version of the house. */
import ts from 'typescript';
import type { Source } from './sources.mts';

export const concerns = [
  'blank',
  'comment',
  'imports',
  'types',
  'class',
  'signature',
  'data',
  'message',
  'closing',
  'behaviour',
] as const;

export type Concern = (typeof concerns)[number];

type Marks = (Concern | undefined)[];

function markBlanksAndComments(lines: string[]): Marks {
  let isInside = false;
  return lines.map((line) => {
    const text = line.trim();
    const isComment = isInside || text.startsWith('/*') || text.startsWith('//');
    isInside = isComment && !text.startsWith('//') && !text.includes('*/');
    if (isComment) return 'comment';
    return text === '' ? 'blank' : undefined;
  });
}

/** What a line without a mark says by its text alone. */
function concernOfText(line: string): Concern {
  const text = line.trim();
  if (/^(message|advice)\b.*['"`]|^(\+ ?)?['"`].*['"`][,;)]*$/.test(text)) return 'message';
  return /^[\])}>;,]+$/.test(text) ? 'closing' : 'behaviour';
}

/** Holds no function and awaits nothing. */
function isData(node: ts.Node | undefined): boolean {
  if (!node || ts.isFunctionLike(node) || ts.isAwaitExpression(node)) return false;
  return !ts.forEachChild(node, (child) => !isData(child));
}

/** `this.#one = one;` and the like. */
const isAssignment = (node: ts.Statement): boolean =>
  ts.isExpressionStatement(node) &&
  ts.isBinaryExpression(node.expression) &&
  node.expression.left.getText().startsWith('this.') &&
  !/\bnew\b|\(/.test(node.expression.right.getText());

/** The function that a declaration makes. */
function functionOf(node: ts.Node): ts.FunctionLikeDeclaration | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isGetAccessor(node)) return node;
  const value = ts.isVariableStatement(node) ? node.declarationList.declarations[0]?.initializer : undefined;
  return value && ts.isArrowFunction(value) ? value : undefined;
}

/** Of a declaration that is one thing from its first line to its last. */
function concernOf(node: ts.Node): Concern | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return 'imports';
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return 'types';
  if (ts.isConstructorDeclaration(node))
    return node.body?.statements.every(isAssignment) ? 'class' : undefined;
  if (ts.isPropertyDeclaration(node)) {
    if (node.initializer && ts.isArrowFunction(node.initializer)) return undefined;
    return isData(node.initializer) && node.getText().includes('\n') ? 'data' : 'class';
  }
  if (!ts.isVariableStatement(node) || !ts.isSourceFile(node.parent)) return undefined;
  const value = node.declarationList.declarations[0]?.initializer;
  return isData(value) && value && !ts.isCallExpression(value) ? 'data' : undefined;
}

export function concernsOf({ tree, lines: count }: Source): Concern[] {
  const lines = tree.text.split('\n').slice(0, count);
  const marks = markBlanksAndComments(lines);
  const lineAt = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
  const mark = (from: number, to: number, concern: Concern) => {
    for (let line = from; line <= to; line++) marks[line] ??= concern;
  };
  const visit = (node: ts.Node): void => {
    const [first, last] = [lineAt(node.getStart()), lineAt(node.getEnd())];
    const concern = concernOf(node);
    if (concern) return mark(first, last, concern);
    if (ts.isClassDeclaration(node)) for (const line of [first, last]) mark(line, line, 'class');
    const body = functionOf(node)?.body;
    if (body) {
      const start = lineAt(body.getStart());
      mark(first, ts.isBlock(body) ? start : start - 1, 'signature');
      if (ts.isBlock(body)) mark(last, last, 'closing');
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(tree, visit);
  return lines.map((line, index) => marks[index] ?? concernOfText(line));
}
