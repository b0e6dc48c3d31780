/** The billing rules of docs/interface.md, each broken once. */
import type { Mutation } from './main.mts';

export const moneyMutations: readonly Mutation[] = [
  {
    rule: 'Billing 1: a create whose answer was lost is not sent again',
    file: 'api/retry.ts',
    from: "if (outcome.kind !== 'reply') return no(unknownSubmission(outcome));",
    to: "if (outcome.kind !== 'reply') return yes(unknownSubmission(outcome));",
  },
  {
    rule: 'Billing 1: a 5xx leaves the outcome unknown',
    file: 'api/retry.ts',
    from: '(status < 300 || status >= 500 || unclearStatuses',
    to: '(status < 300 || unclearStatuses',
  },
  {
    rule: 'Billing 1: Retry on Rate Limit off means off',
    file: 'api/retry.ts',
    from: 'context.retryOnRateLimit ? yes',
    to: 'context.retryOnRateLimit || true ? yes',
    tests: 'test/api/r',
  },
  {
    rule: 'Billing 2: what was paid for is resumed',
    file: 'submit/resume.ts',
    from: 'if (!isPersonsRetry && !order.recreatesFailed) return taskId;',
    to: 'if (!isPersonsRetry && !order.recreatesFailed) return undefined;',
    tests: 'test/submit',
  },
  {
    rule: 'Billing 2: an unknown submission is reported, not repeated',
    file: 'submit/resume.ts',
    from: 'if (!taskId && !isPersonsRetry) throw unknownEarlier();',
    to: 'if (!taskId) return undefined;',
    tests: 'test/submit',
  },
  {
    rule: 'Billing 2: the ledger is written before the create is sent',
    file: 'submit/till.ts',
    from: '    page.submitting();\n',
    to: '',
    tests: 'test/submit',
  },
  {
    rule: 'Billing 2: another file is another order',
    file: 'submit/till.ts',
    from: 'additional, files: files.identities',
    to: 'additional',
    tests: 'test/(submit|operations/files)',
  },
  {
    rule: 'Billing 2: two equal items of a test run stay two orders',
    file: 'submit/reuse.ts',
    from: 'runIndex, index, wireModel',
    to: 'runIndex, wireModel',
  },
  {
    rule: 'Billing 2: a test run compares contents of files',
    file: 'submit/reuse.ts',
    from: 'additional, hashes }',
    to: 'additional }',
  },
  {
    rule: 'Billing 2: a production run is not touched by test runs',
    file: 'run/createRun.ts',
    from: "context.getMode() !== 'manual' || pass.isTool",
    to: 'pass.isTool',
    tests: 'test/submit/reuse',
  },
  {
    rule: 'Billing 3: after a refused key nothing more is submitted',
    file: 'submit/refusal.ts',
    from: 'if (concernsWholeRun(failure)) this.#failure ??= failure;',
    to: 'if (!concernsWholeRun(failure)) this.#failure ??= failure;',
    tests: 'test/operations/refus',
  },
  {
    rule: 'Billing 4: Max Credits is a limit',
    file: 'submit/budget.ts',
    from: 'if (total > maxCredits)',
    to: 'if (total > maxCredits * 2)',
    tests: 'test/submit',
  },
  {
    rule: 'Billing 4: Max Videos is a limit',
    file: 'submit/places.ts',
    from: 'this.#taken >= maxVideos',
    to: 'this.#taken > maxVideos',
  },
  {
    rule: 'Billing 4: Keep Credits fails closed',
    file: 'submit/reserve.ts',
    from: "if (!credits) return refuse(keepCredits, 'the balance cannot be read in credits');",
    to: 'if (!credits) return;',
  },
  {
    rule: 'Billing 4: the balance is read again after every tenth create',
    file: 'submit/reserve.ts',
    from: 'const createsPerReading = 10;',
    to: 'const createsPerReading = 100;',
  },
];
