import type { FaultRule } from '../../../dev/emulator/index.mts';

/** Every order is refused. */
export const refused: FaultRule = {
  on: 'create',
  times: 0,
  then: { status: 402, error: { code: 'insufficient_quota', message: 'The balance is used up' } },
};

const ending = (code: string, message: string, nth = 1): FaultRule => ({
  on: 'create',
  match: { nth },
  then: { script: { end: 'failed', error: { code, message } } },
});

const rules = 'The content rules forbid this';
/** The nth order is taken, and its task fails for what it asks. */
export const improper = (nth?: number) => ending('content_policy_violation', rules, nth);
