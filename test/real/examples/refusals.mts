import type { FaultRule } from '../../../dev/emulator/index.mts';

/** Every order is refused. */
export const refused: FaultRule = {
  on: 'create',
  times: 0,
  then: { status: 402, error: { code: 'insufficient_quota', message: 'The balance is used up' } },
};

const breaksRules = {
  script: {
    end: 'failed' as const,
    error: { code: 'content_policy_violation', message: 'The content rules forbid this' },
  },
};

/** The nth order is taken, and its task fails for what it asks. */
export const improper = (nth = 1): FaultRule => ({ on: 'create', match: { nth }, then: breaksRules });

/** The same of the order with this prompt: items that are created side by side arrive in any order. */
export const improperPrompt = (prompt: string): FaultRule => ({
  on: 'create',
  match: { body: { prompt } },
  then: breaksRules,
});
