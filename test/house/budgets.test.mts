/** What the house may weigh. All figures are in dev/house/plan.mts; `npm run house` prints them beside what is. */
import { budgets, limits, type Figure } from '../../dev/house/plan.mts';
import { figuresOf, longFiles, longFunctions, overBudget } from '../../dev/house/rules.mts';
import { sourcesOf } from '../../dev/house/sources.mts';
import { filesIn, root } from '../support/tree.mts';

const sources = sourcesOf(root);
const figures = figuresOf(sources);

test.each(Object.entries(budgets) as [Figure, number][])('%s: at most %d', (name) => {
  expect(overBudget(figures, [name])).toEqual([]);
});

test(`no function that ships is longer than ${limits.functionBody} lines`, () => {
  expect(longFunctions(sources)).toEqual([]);
});

test(`no file is longer than ${limits.file} lines, a table of the catalogue ${limits.tableFile}`, () => {
  const others = [...filesIn('test', /\.m?ts$/), ...filesIn('dev', /\.m?ts$/)];
  const measured = others.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }));
  expect(longFiles([...sources, ...measured])).toEqual([]);
});
