/** The hand-written cases of test/contract, of all modes together. */
import { imageToVideo as accepted } from '../contract/accepted.mts';
import { otherModes as acceptedModes } from '../contract/acceptedModes.mts';
import { failedTasks } from '../contract/failedTasks.mts';
import { refusedCreates } from '../contract/refusedCreates.mts';
import { refusedOthers } from '../contract/refusedOthers.mts';
import { imageToVideo as rejected } from '../contract/rejected.mts';
import { otherModes as rejectedModes } from '../contract/rejectedModes.mts';
import { repliedTasks } from '../contract/replies.mts';

/** Requests that the vendor takes, and that it refuses. */
export const allAccepted = [...accepted, ...acceptedModes];
export const allRejected = [...rejected, ...rejectedModes];
/** Replies to creates and lookups, and refusals of them and of uploads. */
export const allReplies = [...repliedTasks, ...failedTasks];
export const allRefusals = [...refusedCreates, ...refusedOthers];

/** Rows for test.each, so that a case is reported by its name. */
export const named = <Row extends { name: string }>(cases: Row[]): Array<[string, Row]> =>
  cases.map((row) => [row.name, row]);
