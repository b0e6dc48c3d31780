/** The rules of waiting, files and form, each broken once. */
import type { Mutation } from './main.mts';

export const otherMutations: readonly Mutation[] = [
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
    file: 'wait/history.ts',
    from: 'const videoGraceMs = 120_000;',
    to: 'const videoGraceMs = 0;',
    tests: 'test/wait',
  },
  {
    rule: 'A passing outage is not a failure',
    file: 'operations/getStatus.ts',
    from: 'if (routes && isTemporary(failure))',
    to: 'if (routes && !isTemporary(failure))',
    tests: 'test/run/routing',
  },
  {
    rule: 'Files: a cut file is refused',
    file: 'files/verdict.ts',
    from: 'return isWhole ? undefined',
    to: 'return true ? undefined',
    tests: 'test/files',
  },
  {
    rule: 'Files: the key goes to its own origin only',
    file: 'files/links.ts',
    from: 'if (!this.isOwn(link)) return elsewhere;',
    to: '',
    tests: 'test/(files|operations/download)',
  },
  {
    rule: 'Files: a short download is no video',
    file: 'files/fetchVideo.ts',
    from: 'if (!walker.end() || isShort(reply, received))',
    to: 'if (false)',
  },
  {
    rule: 'Files: Check follows no redirect into a private network',
    file: 'files/probe.ts',
    from: 'if (!this.#isLocal && isPrivateHost(hostname))',
    to: 'if (this.#isLocal && isPrivateHost(hostname))',
  },
  {
    rule: 'Files: a name keeps no path',
    file: 'files/downloadVideos.ts',
    from: ".replace(/[/\\\\:\\p{Cc}]/gu, '_')",
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
    file: 'form/fields.ts',
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
    from: '...typed.issues,',
    to: '',
  },
];
