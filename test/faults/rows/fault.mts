/** One row of the fault matrix: what goes wrong with one kind of request, and what must come of it. */
import type { Fault } from '../../../dev/emulator/index.mts';

/** What must come of a fault. */
export type Course =
  /** The node gets over it by itself. */
  | 'rides'
  /** The item ends with an error; another try of the node sends the request again. */
  | 'ends'
  /** It is unknown whether the service accepted: no try of the node ever sends it again. */
  | 'unknown';

export interface Row {
  fault: string;
  then: Fault;
  course: Course;
  /** The category that the user is told, once the node gives up. */
  told: string;
  /** What else the user must read. */
  says?: RegExp;
  /** Of a create: the service made the task in spite of the fault. */
  made?: true;
  /** Of a lookup right after the create, when the task may not be known everywhere yet. */
  soonAfterCreate?: Course;
  /** Of a lookup: the service knows no such task, so nobody is sent to look again. */
  gone?: true;
  /** Costs real time, so it is not repeated forever. */
  slow?: true;
}

type Besides = Omit<Partial<Row>, 'fault' | 'then'>;

export const row =
  (course: Course, told: string) =>
  (fault: string, then: Fault, besides: Besides = {}): Row => ({ fault, then, course, told, ...besides });
