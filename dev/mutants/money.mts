/** The billing rules of docs/interface.md, each broken once. */
import type { Mutation } from './mutation.mts';

export const moneyMutations: readonly Mutation[] = [
  {
    rule: 'Billing 1: a create whose connection was lost is not sent again',
    files: 'api/*.ts',
    from: "'EAI_AGAIN']",
    to: "'EAI_AGAIN', 'ECONNRESET']",
    tests: 'test/api/retry',
  },
  {
    rule: 'Billing 1: a 5xx leaves the outcome unknown',
    files: 'api/*.ts',
    from: '(status < 300 || status >= 500 || unclearStatuses',
    to: '(status < 300 || unclearStatuses',
    tests: 'test/api/retry',
  },
  {
    rule: 'Billing 1: Retry on Rate Limit off means off',
    files: 'api/*.ts',
    from: 'retryOnRateLimit) return yes',
    to: 'retryOnRateLimit !== undefined) return yes',
    tests: 'test/api/r',
  },
  {
    rule: 'Billing 2: what was paid for is resumed',
    files: 'submit/*.ts',
    from: 'if (!isPersonsRetry && !order.recreatesFailed) return taskId;',
    to: 'if (!isPersonsRetry && !order.recreatesFailed) return undefined;',
  },
  {
    rule: 'Billing 2: an unknown submission is reported, not repeated',
    files: 'submit/*.ts',
    from: "throw new VideoError({ category: 'submission_unknown', message })",
    to: 'return undefined',
  },
  {
    rule: 'Billing 2: the ledger is written before the create is sent',
    files: 'submit/*.ts',
    from: 'submitting(); const rules',
    to: 'toString(); const rules',
  },
  {
    rule: 'Billing 2: another file is another order',
    files: 'submit/*.ts',
    from: 'additional, files: files.identities',
    to: 'additional',
    tests: 'test/(submit|operations/files)',
  },
  {
    rule: 'Billing 2: two equal items of a test run stay two orders',
    files: 'submit/*.ts',
    from: 'runIndex, index, wireModel',
    to: 'runIndex, wireModel',
  },
  {
    rule: 'Billing 2: a test run compares contents of files',
    files: 'submit/*.ts',
    from: 'additional, hashes }',
    to: 'additional }',
  },
  {
    rule: 'Billing 2: a production run is not touched by test runs',
    files: 'run/*.ts',
    from: "['manual', 'evaluation'].includes(context.getMode()) &&",
    to: '',
    tests: 'test/submit/reuse',
  },
  {
    rule: 'Billing 3: after a refused key nothing more is submitted',
    files: 'submit/*.ts',
    from: 'if (concernsWholeRun(failure))',
    to: 'if (!concernsWholeRun(failure))',
    tests: 'test/operations/refus',
  },
  {
    rule: 'Billing 4: Max Credits is a limit',
    files: 'submit/*.ts',
    from: 'if (total > maxCredits)',
    to: 'if (total > maxCredits * 2)',
  },
  {
    rule: 'Billing 4: Max Videos is a limit',
    files: 'submit/*.ts',
    from: 'spent.videos ?? 0) >= maxVideos',
    to: 'spent.videos ?? 0) > maxVideos',
  },
  {
    rule: 'Billing 4: under a limit creates go one at a time',
    files: 'submit/*.ts',
    from: '? before.then(',
    to: '? Promise.resolve().then(',
  },
  {
    rule: 'Stop does not cut off a create that is on its way',
    files: 'api/*.ts',
    from: 'outlivesStop: true',
    to: 'outlivesStop: false',
    tests: 'test/engine/stop',
  },
  {
    rule: 'Billing 2: a run that ends awaits what it has under way',
    files: 'api/*.ts',
    from: 'unlessStopped(answered, this.#tools.userStop,',
    to: 'unlessStopped(answered, this.#tools.stop,',
    tests: 'test/faults/random',
  },
];
