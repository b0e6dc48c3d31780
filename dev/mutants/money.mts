/** The other billing rules of docs/interface.md, each broken once. */
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
    rule: 'Billing 3: a credential that differs by item charges nobody',
    files: 'api/*.ts',
    from: 'const odd = others.findIndex((other) => !isSame(other));',
    to: 'const odd = others.indexOf(null);',
    tests: 'test/api/service',
  },
  {
    rule: 'Billing 4: a price that this process knows counts',
    files: 'submit/*.ts',
    from: 'this.#prices[priceClass] ?? this.#known.of(priceClass)',
    to: 'this.#prices[priceClass] ?? null',
    tests: 'test/submit/credits',
  },
  {
    rule: 'Stop is checked between the credential and the network',
    files: 'api/*.ts',
    from: 'throwIfStopped(stop ?? context.getExecutionCancelSignal?.());',
    to: '',
    tests: 'test/operations/stopWhileReading',
  },
  {
    rule: 'Nothing is sent for a file that Check calls an issue',
    files: 'operations/*.ts',
    from: 'if (refusal) throw refusal;',
    to: '',
    tests: 'test/operations/agree',
  },
];
