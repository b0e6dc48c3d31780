/** `npm run mutants`: breaks one rule after the other in a copy of the project, and says which test finds it. */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../n8n/children.mts';
import { projectFolder } from '../n8n/installation.mts';
import { moneyMutations, type Mutation } from './money.mts';
import { otherMutations } from './others.mts';

const mutations = [...moneyMutations, ...otherMutations];

const folders = ['nodes', 'credentials', 'test', 'dev', 'examples', 'docs'];
const files = ['package.json', 'jest.config.js', 'tsconfig.json', 'README.md'];

async function copyOfProject(): Promise<string> {
  const folder = await temporaryFolder('mutants');
  for (const name of [...folders, ...files])
    cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

interface JestReport {
  testResults: { message: string; assertionResults: { status: string; fullName: string }[] }[];
}

/** The sentences of the tests that failed. */
function failedTests(folder: string, pattern: string): string[] {
  const jest = join(projectFolder, 'node_modules', 'jest', 'bin', 'jest.js');
  const out = join(folder, 'result.json');
  const args = [jest, '--json', '--outputFile', out, '--silent', pattern];
  spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore' });
  const { testResults } = JSON.parse(readFileSync(out, 'utf8')) as JestReport;
  return testResults.flatMap(({ assertionResults, message }) => {
    if (assertionResults.length === 0 && message) return ['(the test file could not run)'];
    return assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
  });
}

/** Undefined when the mutation no longer fits the code. */
function caught(folder: string, { file, from, to, tests }: Mutation): string[] | undefined {
  const path = join(folder, 'nodes', 'AiHubMaxVeo', file);
  const original = readFileSync(path, 'utf8');
  if (original.split(from).length !== 2) return undefined;
  writeFileSync(path, original.split(from).join(to));
  const failed = failedTests(folder, tests);
  writeFileSync(path, original);
  return failed;
}

function verdict(found: string[] | undefined): string {
  if (!found) return 'DOES NOT FIT';
  return found.length === 0 ? 'SURVIVED' : `caught by ${found.length}: ${found[0]}`;
}

const folder = await copyOfProject();
let passed = 0;
for (const mutation of mutations) {
  const found = caught(folder, mutation);
  if (found?.length) passed += 1;
  console.log(`${mutation.rule}\n    ${mutation.file}: ${verdict(found)}`);
}
console.log(`${passed} passed, ${mutations.length - passed} failed`);
process.exitCode = passed === mutations.length ? 0 : 1;
