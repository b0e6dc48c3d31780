/** `npm run mutants`: breaks one rule after the other in a copy of the project, and says which test finds it. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../n8n/index.mts';
import { moneyMutations } from './money.mts';
import type { Mutation } from './mutation.mts';
import { otherMutations } from './others.mts';

const mutations = [...moneyMutations, ...otherMutations];

const copied = [
  'nodes',
  'credentials',
  'test',
  'dev',
  'examples',
  'docs',
  'package.json',
  'jest.config.js',
  'tsconfig.json',
  'README.md',
];

function copyOfProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  for (const name of copied) cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

/** The sentences of the tests that failed. */
function failedTests(folder: string, pattern: string): string[] {
  const jest = join(projectFolder, 'node_modules', 'jest', 'bin', 'jest.js');
  const out = join(folder, 'result.json');
  spawnSync(process.execPath, [jest, '--json', '--outputFile', out, '--silent', pattern], {
    cwd: folder,
    stdio: 'ignore',
  });
  const { testResults } = JSON.parse(readFileSync(out, 'utf8')) as {
    testResults: { message: string; assertionResults: { status: string; fullName: string }[] }[];
  };
  return testResults.flatMap(({ assertionResults, message }) => {
    const failed = assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => fullName);
    return assertionResults.length === 0 && message ? ['(the test file could not run)'] : failed;
  });
}

/** Undefined when the mutation no longer fits the code. */
function caught(folder: string, { file, from, to, tests }: Mutation): string[] | undefined {
  const path = join(folder, 'nodes', 'AiHubMaxVeo', file);
  const original = readFileSync(path, 'utf8');
  if (original.split(from).length !== 2) return undefined;
  writeFileSync(
    path,
    original.replace(from, () => to),
  );
  const failed = failedTests(folder, tests);
  writeFileSync(path, original);
  return failed;
}

const folder = copyOfProject();
let [passed, failed] = [0, 0];
try {
  for (const mutation of mutations) {
    const found = caught(folder, mutation);
    if (found?.length) passed += 1;
    else failed += 1;
    const says =
      found === undefined
        ? 'DOES NOT FIT'
        : found.length === 0
          ? 'SURVIVED'
          : `caught by ${found.length}: ${found[0]}`;
    console.log(`${mutation.rule}\n    ${mutation.file}: ${says}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
