/** What runs on the public repository: when, with which rights, by which commands, and nothing that can change under it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { notesOf } from '../../dev/release/notes.mts';
import { root } from '../support/tree.mts';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  'runs-on': string;
  'timeout-minutes'?: number;
  permissions?: Record<string, string>;
  strategy?: { matrix: Record<string, unknown[]> };
  steps: Step[];
}

interface Workflow {
  on: Record<string, { branches?: string[]; tags?: string[] } | null>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const folder = join(root, '.github/workflows');
const files = readdirSync(folder).sort();
const read = (file: string): Workflow => parse(readFileSync(join(folder, file), 'utf8'));
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

test('there is one for changes, one for the night and one for a release', () => {
  expect(files).toEqual(['check.yml', 'nightly.yml', 'publish.yml']);
  const [check, nightly, publish] = files.map(read);
  expect(Object.keys(check?.on ?? {})).toEqual(['pull_request', 'push']);
  expect(Object.keys(nightly?.on ?? {})).toEqual(['schedule', 'workflow_dispatch']);
  expect(publish?.on).toEqual({ push: { tags: ['*.*.*'] } });
});

test('a change is checked on every Node and system that is promised', () => {
  expect(read('check.yml').jobs.check?.strategy?.matrix).toEqual({
    os: ['ubuntu-latest', 'macos-latest', 'windows-latest'],
    node: [20, 22, 24],
  });
});

describe.each(files)('%s', (file) => {
  const { permissions, jobs } = read(file);
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  test('may read, and more only where a job needs it', () => {
    expect(permissions).toEqual({ contents: 'read' });
    const more = Object.entries(jobs).flatMap(([name, job]) =>
      job.permissions ? [[name, job.permissions]] : [],
    );
    expect(more).toEqual(
      file === 'publish.yml'
        ? [
            ['publish', { contents: 'read', 'id-token': 'write' }],
            ['release', { contents: 'write' }],
          ]
        : [],
    );
  });

  test('uses others by the hash of a commit only, and leaves no credential behind', () => {
    for (const { uses, with: inputs } of steps.filter((step) => step.uses)) {
      expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      if (uses?.startsWith('actions/checkout')) expect(inputs).toEqual({ 'persist-credentials': false });
    }
  });

  test('runs commands that exist, and ends by itself', () => {
    for (const { run = '' } of steps)
      for (const [, script = ''] of run.matchAll(/npm run (?:--silent )?([\w:-]+)/g))
        expect(scripts).toHaveProperty(script);
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(90);
  });
});

test('a release is published with provenance, after everything has passed', () => {
  const { steps = [] } = read('publish.yml').jobs.publish ?? {};
  const commands = steps.flatMap(({ run }) => run ?? []);
  expect(commands.slice(-2)).toEqual(['bash .ci/run', 'npm publish --provenance --access public']);
});

test('the text of a release is its section of the changelog', () => {
  const changelog =
    '# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2027-01-01\n\n### Added\n\n- New.\n\n## [0.1.0]\n\n- Old.\n';
  expect(notesOf(changelog, '0.2.0')).toBe('### Added\n\n- New.\n');
  expect(() => notesOf(changelog, '0.3.0')).toThrow('no section for 0.3.0');
});
