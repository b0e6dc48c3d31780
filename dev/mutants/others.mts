/** The rules of waiting, files and form, each broken once. */
import type { Mutation } from './mutation.mts';

export const otherMutations: readonly Mutation[] = [
  {
    rule: 'Waiting is bounded by the timeout',
    files: 'wait/*.ts',
    from: 'startedAtMs + rules.timeoutMs;',
    to: 'startedAtMs + rules.timeoutMs * 2;',
  },
  {
    rule: 'Stop ends a wait within a second',
    files: 'time.ts',
    from: 'export const sliceMs = 1000;',
    to: 'export const sliceMs = 60_000;',
    tests: 'test/(run/stop|house/time|wait)',
  },
  {
    rule: 'Completed without a video gets its time',
    files: 'wait/*.ts',
    from: 'videoGraceMs = 120_000;',
    to: 'videoGraceMs = 0;',
  },
  {
    rule: 'A passing outage is not a failure',
    files: 'operations/*.ts',
    from: 'if (routes && is',
    to: 'if (routes && !is',
    tests: 'test/run/routing',
  },
  {
    rule: 'Files: a cut file is refused',
    files: 'files/*.ts',
    from: 'isWhole ? undefined :',
    to: 'isWhole !== null ? undefined :',
  },
  {
    rule: 'Files: the key goes to its own origin only',
    files: 'files/*.ts',
    from: '&& this.isOwn(url.href)',
    to: '',
    tests: 'test/(files|operations/download)',
  },
  {
    rule: 'Files: a short download is no video',
    files: 'files/*.ts',
    from: 'if (!walker.end() || isShort(reply, received))',
    to: 'if (!walker)',
    tests: 'test/files/fetch',
  },
  {
    rule: 'Files: Check follows no redirect into a private network',
    files: 'files/*.ts',
    from: '&& isPrivateHost(',
    to: '&& !isPrivateHost(',
    tests: 'test/files/probe',
  },
  {
    rule: 'Files: a name keeps no path',
    files: 'files/*.ts',
    from: '/[/\\\\:*?"<>|\\p{Cc}',
    to: '/[:*?"<>|\\p{Cc}',
    tests: 'test/files/fileName',
  },
  {
    rule: 'Form: what is measured is not offered where only a text goes in',
    files: 'catalogue/*.ts',
    from: 'row.measured !== undefined && canMeasure(id)',
    to: 'row.measured !== undefined',
    tests: 'test/(catalogue/form|form/show)',
  },
  {
    rule: 'Form: AI builders read Image to Video first',
    files: 'form/*.ts',
    from: 'if (!usual || twins.length === 1) return twins;',
    to: 'if (usual || twins.length >= 0) return twins;',
    tests: 'test/form/builders',
  },
  {
    rule: 'Form: Lite at 1080p is 8 seconds',
    files: 'catalogue/*.ts',
    from: "{ variants: ['lite'], when: { resolution: ['1080p'] }, only: { duration: [8] } }",
    to: "{ variants: ['lite'], when: { resolution: ['1080p'] }, only: { duration: [6, 8] } }",
  },
  {
    rule: 'Check: nothing is called valid that a create refuses',
    files: 'operations/*.ts',
    from: "'issues' in settings ? settings.issues : []",
    to: '[]',
    tests: 'test/operations/check',
  },
];
