/**
 * `npm run mutants` breaks one rule after the other in a copy of the project, and says which test finds it. `npm run
 * mutants -- Billing` tries those whose rule or files contain the word; `-- --list` only says where they fit.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../n8n/index.mts';
import { moneyMutations } from './money.mts';
import { misfits, placeOf, testsOf, type Mutation } from './mutation.mts';
import { keyMutations } from './orderKeys.mts';
import { orderMutations } from './orders.mts';
import { otherMutations } from './others.mts';

const folders = ['nodes', 'credentials', 'test', 'dev', 'examples', 'docs'];
const files = ['package.json', 'jest.config.js', 'tsconfig.json', 'README.md'];

function copyOfProject(): string {
  const copy = mkdtempSync(join(tmpdir(), 'mutants-'));
  for (const name of [...folders, ...files])
    cpSync(join(projectFolder, name), join(copy, name), { recursive: true });
  symlinkSync(join(projectFolder, 'node_modules'), join(copy, 'node_modules'), 'junction');
  return copy;
}

interface TestFile {
  readonly message: string;
  readonly assertionResults: readonly { status: string; fullName: string }[];
}

/** The sentences of the tests that failed. */
function failedTests(copy: string, pattern: string): string[] {
  const jest = join(projectFolder, 'node_modules', 'jest', 'bin', 'jest.js');
  const out = join(copy, 'result.json');
  rmSync(out, { force: true });
  // A test that fails may leave a server behind.
  const args = [jest, '--json', '--outputFile', out, '--silent', '--forceExit', pattern];
  spawnSync(process.execPath, args, { cwd: copy, stdio: 'ignore' });
  const { testResults } = JSON.parse(readFileSync(out, 'utf8')) as { testResults: TestFile[] };
  return testResults.flatMap(({ assertionResults, message }) => {
    if (assertionResults.length === 0 && message) return ['(the test file could not run)'];
    return assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
  });
}

/** The sentence of a test that finds the mutation; undefined when none does. */
function findingTest(copy: string, mutation: Mutation): string | undefined {
  const { path, before, after } = placeOf(copy, mutation);
  writeFileSync(path, after);
  const [found] = failedTests(copy, testsOf(mutation));
  writeFileSync(path, before);
  return found;
}

/** How many mutations no test has found. */
function tryAll(mutations: Mutation[]): number {
  const copy = copyOfProject();
  try {
    return mutations.filter((mutation) => {
      const found = findingTest(copy, mutation);
      console.log(`${mutation.rule}\n    ${mutation.files}: ${found ? `caught: ${found}` : 'SURVIVED'}`);
      return !found;
    }).length;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: 'boolean', default: false } },
});
const mutations = [...moneyMutations, ...orderMutations, ...keyMutations, ...otherMutations].filter(
  ({ rule, files: where }) => positionals.every((word) => `${rule} ${where}`.includes(word)),
);
const unfit = misfits(projectFolder, mutations);
if (unfit.length > 0) console.error(`These do not fit the code any more:\n${unfit.join('\n')}`);
else if (values.list)
  for (const mutation of mutations)
    console.log(`${mutation.rule}\n    ${basename(placeOf(projectFolder, mutation).path)}`);
const failed = unfit.length > 0 || values.list ? unfit.length : tryAll(mutations);
console.log(`${mutations.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 && mutations.length > 0 ? 0 : 1;
