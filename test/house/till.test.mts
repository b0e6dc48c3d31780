/** One door to everything that is charged: whoever reaches a create in another way must change this list, and say why. */
import ts from 'typescript';
import { sourcesOf } from '../../dev/house/measure.mts';
import { root } from '../support/tree.mts';

const sources = sourcesOf(root);

/** All parts of what ships that `read` has a word for, as `file: word`. */
function all(read: (part: ts.Node, tree: ts.SourceFile) => string | undefined): string[] {
  const found: string[] = [];
  for (const { path, tree } of sources) {
    const visit = (part: ts.Node): void => {
      const word = read(part, tree);
      if (word !== undefined) found.push(`${path.replace('nodes/AiHubMaxVeo/', '')}: ${word}`);
      ts.forEachChild(part, visit);
    };
    visit(tree);
  }
  return found;
}

test('a create is sent by the till alone', () => {
  const reached = all((part, tree) => {
    if (ts.isPropertyAccessExpression(part) && part.name.text === 'submit') return part.getText(tree);
    if (ts.isElementAccessExpression(part) && /submit/.test(part.argumentExpression.getText(tree)))
      return part.getText(tree);
    const isTaken = ts.isBindingElement(part) && (part.propertyName ?? part.name).getText(tree) === 'submit';
    return isTaken ? part.getText(tree) : undefined;
  });
  expect(reached).toEqual([
    'operations/create.ts: run.till.submit',
    'operations/createAndWait.ts: run.till.submit',
    'submit/till.ts: client.submit',
  ]);
});

test('the route that is charged is written once', () => {
  const routes = all((part) =>
    (ts.isStringLiteralLike(part) || ts.isTemplateHead(part)) && /generations/.test(part.text)
      ? part.text
      : undefined,
  );
  expect(routes).toEqual(['api/client.ts: /v1/videos/generations']);
});
