/** Everything that needs a real n8n: `npm run test:n8n`, `test:examples`, `test:editor`, `test:queue`. `-g "<words>"` picks tests. */
import {
  defineConfig,
  type PlaywrightTestOptions,
  type PlaywrightWorkerOptions,
  type Project,
} from '@playwright/test';
import { defaultVersion, releases } from './dev/n8n/versions.mts';
import type { EditorOptions } from './test/real/editor/test.mts';
import type { ProjectOptions } from './test/real/support/test.mts';
import { unattended } from './dev/n8n/environment.mts';

type RealProject = Project<PlaywrightTestOptions, PlaywrightWorkerOptions & ProjectOptions & EditorOptions>;

const minutes = (count: number): number => count * 60_000;

/** Seconds of the local API's clock go by this much faster than ours. */
const fast = { speed: 20 };
/** A video is ready this soon: long enough to see the wait, short enough to sit through many. */
const patient = { taskSeconds: 4 };
/** n8n's own. */
const testIdAttribute = 'data-test-id';

const editor: RealProject = {
  testDir: 'test/real/editor',
  testIgnore: '**/pictures.spec.mts',
  use: { localApi: patient, testIdAttribute, screenshot: 'only-on-failure' },
};

/** n8n's own Agents are a module that n8n loads on demand, and that older releases do not know. */
const withAgents = (release: string): ProjectOptions['settings'] =>
  release === '2.16.1' ? {} : { N8N_ENABLED_MODULES: 'agents' };

/** The whole suite, and files in and files out once more where n8n keeps them elsewhere than in a folder of its own. */
function suiteOn(release: string): RealProject[] {
  const name = release === defaultVersion ? 'n8n' : `n8n@${release}`;
  const keepsFilesIn = (place: string, mode: string): RealProject => ({
    name: `${name}-${place}`,
    testMatch: 'n8n/media/files.spec.mts',
    use: { release, localApi: fast, settings: { ...unattended, N8N_DEFAULT_BINARY_DATA_MODE: mode } },
  });
  return [
    {
      name,
      testDir: 'test/real/n8n',
      use: { release, localApi: fast, settings: { ...unattended, ...withAgents(release) } },
    },
    keepsFilesIn('database', 'database'),
    keepsFilesIn('memory', 'default'),
  ];
}

export default defineConfig<object, ProjectOptions & EditorOptions>({
  testDir: 'test/real',
  testMatch: '**/*.spec.mts',
  outputDir: 'artifacts/failed',
  // The tests of a project share one n8n. Files run in the order of their names, so what looks back comes last.
  workers: 1,
  reporter: 'list',
  timeout: minutes(4),
  // The editor follows a change in a moment of its own.
  expect: { toPass: { timeout: 10_000 } },
  // Node finds no named exports in what Playwright would make of the node's own files, which are CommonJS: tsx reads them.
  build: { external: ['**/nodes/**', '**/credentials/**', '**/dev/**', '**/editor/expected.mts'] },
  projects: [
    ...releases.flatMap(({ n8n }) => suiteOn(n8n)),
    { name: 'examples', testDir: 'test/real/examples', use: { localApi: { ...fast, render: false } } },
    { name: 'editor', ...editor },
    { name: 'album', ...editor, use: { ...editor.use, albumFolder: 'artifacts/editor' } },
    { name: 'pictures', testMatch: 'editor/pictures.spec.mts', use: { localApi: patient, testIdAttribute } },
    {
      name: 'queue',
      testDir: 'test/real/queue',
      timeout: minutes(8),
      use: { localApi: { render: false }, settings: unattended },
    },
  ],
});
