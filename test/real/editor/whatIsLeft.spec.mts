/** Looks back on what the files before this one left behind: they run in the order of their names. */
import { proveSoundness } from '../support/soundness.mts';
import { test } from './test.mts';

proveSoundness(test);
