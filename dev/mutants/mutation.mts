/** A fault that somebody could make, and the tests that must find it. */
export interface Mutation {
  /** The rule that it breaks. */
  readonly rule: string;
  /** Below nodes/AiHubMaxVeo. */
  readonly file: string;
  /** What stands there once, and what takes its place. */
  readonly from: string;
  readonly to: string;
  /** Of the tests that may find it, a part of the path. */
  readonly tests: string;
}
