/** n8n's verification scan without publishing: the source as reviewers see it, and the tarball as users get it. */
import { join } from 'node:path';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
import { temporaryFolder } from '../n8n/children.mts';
import { run } from '../n8n/command.mts';
import { callersNpm } from '../n8n/environment.mts';
import { projectFolder } from '../n8n/installation.mts';
import { packProject } from '../n8n/package.mts';

type Finding = Awaited<ReturnType<typeof analyzePackage>>;

function verdict(what: string, { passed, message, details }: Finding): boolean {
  console.log(`${passed ? 'ok' : 'not ok'}  ${what}${passed ? '' : `: ${message ?? ''}\n${details ?? ''}`}`);
  return passed;
}

const folder = await temporaryFolder('scan');
const tarball = await packProject(callersNpm(), projectFolder, folder);
await run('tar', ['-xzf', tarball, '-C', folder], folder);
const results = [
  verdict('the source', await analyzePackage(projectFolder, SOURCE_FILE_PATTERNS)),
  verdict('the tarball', await analyzePackage(join(folder, 'package'), ['**/*.js', 'package.json'])),
];
const passed = results.filter(Boolean).length;
console.log(`${passed} passed, ${results.length - passed} failed`);
process.exitCode = passed === results.length ? 0 : 1;
