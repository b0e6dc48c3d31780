/**
 * What the house may weigh, and which room may know which: the one place for these figures. test/house holds them, `npm
 * run house` prints them beside what is.
 */

/** Of nodes/ and credentials/, at most. */
export const budgets = {
  lines: 10_836,
  files: 80,
  /** What somebody reads who follows every import of one operation, those of types included. */
  filesInReach: 62,
  types: 92,
  exportedTypes: 55,
};

export type Figure = keyof typeof budgets;

/** Lines, at most. `tableFile`: a file of the catalogue. */
export const limits = { functionBody: 40, file: 230, tableFile: 250 };

export const home = 'nodes/AiHubMaxVeo';

/** Where the reach is measured from. */
export const largestRecipe = `${home}/operations/createAndWait.ts`;

/** The files beside the rooms, such as errors and time. */
export const ground = '(ground)';

/** From the bottom up. A room may know every room below its own storey, and none beside it. */
export const storeys: readonly (readonly string[])[] = [
  ['catalogue'],
  [ground],
  ['form', 'request', 'credentials'],
  ['api'],
  ['submit', 'wait', 'files', 'output'],
  ['operations'],
  ['run'],
  ['node'],
];
