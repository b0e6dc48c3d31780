/** The operations by the name that the form gives them. */
import { check } from './check';
import { create } from './create';
import { createAndWait } from './createAndWait';
import { getCredits } from './getCredits';
import { getStatus } from './getStatus';
import type { Operation } from './operation';

export const operations: Readonly<Record<string, Operation>> = {
  check,
  create,
  createAndWait,
  getCredits,
  getStatus,
};
