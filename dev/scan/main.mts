/** n8n's verification scan without publishing: the source as reviewers see it, and the tarball as users get it. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));

interface Finding {
  passed: boolean;
  message?: string;
  details?: string;
}

function verdict(what: string, { passed, message, details }: Finding): boolean {
  console.log(`${passed ? 'ok' : 'not ok'}  ${what}${passed ? '' : `: ${message ?? ''}\n${details ?? ''}`}`);
  return passed;
}

/** The folder that the packed project unpacks to. */
function unpacked(into: string): string {
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', into], {
    cwd: project,
    encoding: 'utf8',
  });
  const [tarball]: { filename: string }[] = JSON.parse(packed);
  if (!tarball) throw new Error('npm packed nothing');
  execFileSync('tar', ['-xzf', join(into, tarball.filename), '-C', into]);
  return join(into, 'package');
}

async function scan(folder: string): Promise<boolean[]> {
  const source: Finding = await analyzePackage(project, SOURCE_FILE_PATTERNS);
  const tarball: Finding = await analyzePackage(unpacked(folder), ['**/*.js', 'package.json']);
  return [verdict('the source', source), verdict('the tarball', tarball)];
}

const folder = await mkdtemp(join(tmpdir(), 'scan-'));
const results = await scan(folder).finally(() => rm(folder, { recursive: true, force: true }));
const passed = results.filter(Boolean).length;
console.log(`${passed} passed, ${results.length - passed} failed`);
process.exitCode = passed === results.length ? 0 : 1;
