/** `npm run mutants`: breaks one rule after the other in a copy of the project, and says which test finds it. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../n8n/index.mts';
import { moneyMutations } from './money.mts';
import { otherMutations } from './others.mts';

/** A fault that somebody could make. */
export interface Mutation {
  /** The rule that it breaks. */
  readonly rule: string;
  /** Below nodes/AiHubMaxVeo. */
  readonly file: string;
  /** What stands there once, and what takes its place. */
  readonly from: string;
  readonly to: string;
  /** Of the tests that must find it, a part of the path; unless told, that of the file. */
  readonly tests?: string;
}

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
  // A test that fails may leave a server behind.
  const args = [jest, '--json', '--outputFile', out, '--silent', '--forceExit', pattern];
  spawnSync(process.execPath, args, { cwd: copy, stdio: 'ignore' });
  const { testResults } = JSON.parse(readFileSync(out, 'utf8')) as { testResults: TestFile[] };
  return testResults.flatMap(({ assertionResults, message }) => {
    if (assertionResults.length === 0 && message) return ['(the test file could not run)'];
    return assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
  });
}

/** Whether a test finds the mutation, and in words which. */
function judge(copy: string, { file, from, to, tests }: Mutation): [isCaught: boolean, words: string] {
  const path = join(copy, 'nodes', 'AiHubMaxVeo', file);
  const [before, after, ...more] = readFileSync(path, 'utf8').split(from);
  if (after === undefined || more.length > 0) return [false, 'DOES NOT FIT'];
  writeFileSync(path, `${before}${to}${after}`);
  const found = failedTests(copy, tests ?? `test/${file.replace('.ts', '')}`);
  writeFileSync(path, `${before}${from}${after}`);
  return found.length > 0 ? [true, `caught by ${found.length}: ${found[0]}`] : [false, 'SURVIVED'];
}

const copy = copyOfProject();
let [passed, failed] = [0, 0];
try {
  for (const mutation of [...moneyMutations, ...otherMutations]) {
    const [isCaught, words] = judge(copy, mutation);
    if (isCaught) passed += 1;
    else failed += 1;
    console.log(`${mutation.rule}\n    ${mutation.file}: ${words}`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
