/** Faults that somebody could make, and the tests that must find each: one row per rule of money, waiting, files and form. */
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

export const mutations: readonly Mutation[] = [
  {
    rule: 'Billing 1: a create whose answer was lost is not sent again',
    file: 'api/retry.ts',
    from: "if (outcome.kind !== 'reply') return no(unknownSubmission(outcome));",
    to: "if (outcome.kind !== 'reply') return yes(unknownSubmission(outcome));",
    tests: 'test/api/retry',
  },
  {
    rule: 'Billing 1: a 5xx leaves the outcome unknown',
    file: 'api/retry.ts',
    from: '(status < 300 || status >= 500 || unclearStatuses',
    to: '(status < 300 || unclearStatuses',
    tests: 'test/api/retry',
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
    tests: 'test/submit/reuse',
  },
  {
    rule: 'Billing 2: a test run compares contents of files',
    file: 'submit/reuse.ts',
    from: 'additional, hashes }',
    to: 'additional }',
    tests: 'test/submit/reuse',
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
    tests: 'test/submit/places',
  },
  {
    rule: 'Billing 4: Keep Credits fails closed',
    file: 'submit/reserve.ts',
    from: "if (!credits) return refuse(keepCredits, 'the balance cannot be read in credits');",
    to: 'if (!credits) return;',
    tests: 'test/submit/reserve',
  },
  {
    rule: 'Billing 4: the balance is read again after every tenth create',
    file: 'submit/reserve.ts',
    from: 'const createsPerReading = 10;',
    to: 'const createsPerReading = 100;',
    tests: 'test/submit/reserve',
  },
  {
    rule: 'Waiting is bounded by the timeout',
    file: 'wait/watched.ts',
    from: 'startedAtMs + rules.timeoutMs;',
    to: 'startedAtMs + rules.timeoutMs * 2;',
    tests: 'test/wait',
  },
  {
    rule: 'Stop ends a wait within a second',
    file: 'time.ts',
    from: 'export const sliceMs = 1000;',
    to: 'export const sliceMs = 60_000;',
    tests: 'test/(run/stop|house/time|wait)',
  },
  {
    rule: 'Completed without a video gets its time',
    file: 'wait/seen.ts',
    from: 'export const videoGraceMs = 120_000;',
    to: 'export const videoGraceMs = 0;',
    tests: 'test/wait',
  },
  {
    rule: 'A passing outage is not a failure',
    file: 'operations/getStatus.ts',
    from: 'if (routes && isPassing(failure))',
    to: 'if (routes && !isPassing(failure))',
    tests: 'test/run/routing',
  },
  {
    rule: 'Files: a cut file is refused',
    file: 'files/verdict.ts',
    from: 'if (!isWhole) return refuse(`is an image that is cut off',
    to: 'if (false) return refuse(`is an image that is cut off',
    tests: 'test/files',
  },
  {
    rule: 'Files: the key goes to its own origin only',
    file: 'files/openLink.ts',
    from: 'headers: isOwn ? { ...agent, ...key } : agent,',
    to: 'headers: { ...agent, ...key },',
    tests: 'test/(files|operations/download)',
  },
  {
    rule: 'Files: a short download is no video',
    file: 'files/fetchFile.ts',
    from: 'if (this.#walker.end() && !isShort(reply, this.#received)) return;',
    to: 'return;',
    tests: 'test/files/fetchFile',
  },
  {
    rule: 'Files: Check follows no redirect into a private network',
    file: 'files/probe.ts',
    from: 'if (!this.#allowsPrivate && isPrivateHost(url.hostname))',
    to: 'if (this.#allowsPrivate && isPrivateHost(url.hostname))',
    tests: 'test/files/probe',
  },
  {
    rule: 'Files: a name keeps no path',
    file: 'files/fileName.ts',
    from: ".replace(unusable, '_')",
    to: '',
    tests: 'test/files/fileName',
  },
  {
    rule: 'Form: what is measured is not offered where only a text goes in',
    file: 'catalogue/queries.ts',
    from: 'row.measured !== undefined && canMeasure(id);',
    to: 'row.measured !== undefined;',
    tests: 'test/(catalogue/form|form/show)',
  },
  {
    rule: 'Form: AI builders read Image to Video first',
    file: 'form/field.ts',
    from: '  if (!usual || twins.length === 1) return twins;',
    to: '  if (usual || twins.length >= 0) return twins;',
    tests: 'test/form/builders',
  },
  {
    rule: 'Form: Lite at 1080p is 8 seconds',
    file: 'catalogue/models.ts',
    from: "{ variants: ['lite'], when: { resolution: ['1080p'] }, only: { duration: [8] } },",
    to: "{ variants: ['lite'], when: { resolution: ['1080p'] }, only: { duration: [6, 8] } },",
    tests: 'test/catalogue',
  },
  {
    rule: 'Check: nothing is called valid that a create refuses',
    file: 'operations/check.ts',
    from: 'const all = [...issues, ...files.flatMap((file) => file.issues)];',
    to: 'const all = files.flatMap((file) => file.issues);',
    tests: 'test/operations/check',
  },
];
