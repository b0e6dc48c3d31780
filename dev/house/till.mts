/** What could spend money without the till: every mention of the calls and the path by which the one paid request goes. */
import ts from 'typescript';
import { nodesOf, type Source } from './sources.mts';

interface Mention {
  path: string;
  /** What it is a property of, as written: `client` in `client.submit`, and in `const { submit } = client`. */
  holder: string;
  name: string;
}

/** A property that a node reads of an object, if it does. */
function mentionIn(node: ts.Node): Omit<Mention, 'path'> | null {
  if (ts.isPropertyAccessExpression(node)) return { holder: node.expression.getText(), name: node.name.text };
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return { holder: node.expression.getText(), name: node.argumentExpression.text };
  if (!ts.isBindingElement(node)) return null;
  const { parent } = node.parent;
  const holder = ts.isVariableDeclaration(parent) ? parent.initializer?.getText() : undefined;
  return { holder: holder ?? '', name: (node.propertyName ?? node.name).getText() };
}

const mentionsIn = (sources: Source[]): Mention[] =>
  sources.flatMap(({ path, tree }) =>
    nodesOf(tree).flatMap((node) => {
      const mention = mentionIn(node);
      return mention ? { path, ...mention } : [];
    }),
  );

const write = ({ path, holder, name }: Mention): string => `${path}: ${holder}.${name}`;

/** Mentions of a `submit`, except those of the till itself. */
export const paidCalls = (sources: Source[]): string[] =>
  mentionsIn(sources)
    .filter(({ name, holder }) => name === 'submit' && !/\btill$/.test(holder))
    .map(write);

/** Mentions of what sends over the network: the helpers of n8n, and what Node.js has for everyone. */
export function senders(sources: Source[]): string[] {
  const helpers = mentionsIn(sources).filter(
    ({ name, holder }) =>
      /^(httpRequest|request(With|OAuth))/.test(name) || (name === 'request' && /\bhelpers$/.test(holder)),
  );
  const globals = sources.flatMap(({ path, tree }) =>
    nodesOf(tree)
      .filter(
        (node) => ts.isIdentifier(node) && /^(fetch|XMLHttpRequest|WebSocket|EventSource)$/.test(node.text),
      )
      .map((node) => `${path}: ${node.getText()}`),
  );
  return [...helpers.map(write), ...globals];
}

/** Texts with the path of a create, or a part of it; each with the function that holds it. */
export const createPaths = (sources: Source[]): string[] =>
  sources.flatMap(({ path, tree }) =>
    nodesOf(tree)
      .filter((node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
      .filter((node) => /\bgenerations\b/.test(node.getText()))
      .map((node) => {
        const holder = ts.findAncestor(
          node,
          (one) => ts.isMethodDeclaration(one) || ts.isFunctionDeclaration(one),
        );
        const name = holder && ts.isFunctionLike(holder) ? holder.name?.getText() : undefined;
        return `${path}: ${name ?? '(in the open)'}`;
      }),
  );
