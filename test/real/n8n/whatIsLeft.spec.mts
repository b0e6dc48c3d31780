/** Looks back on everything that the files before this one left behind: they run in the order of their names. */
import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench } from '../support/bench.mts';
import { proveSoundness } from '../support/soundness.mts';
import { test } from './test.mts';

/** Every execution that n8n has kept, with its record as stored. */
async function eachExecution({ n8n }: Bench, look: (status: string, raw: string) => void): Promise<void> {
  for (const { id } of await n8n.rest.workflows()) {
    for (const execution of await n8n.rest.executionsOf({ id })) {
      const { status, raw } = await n8n.rest.execution(execution.id);
      look(status, raw);
    }
  }
}

async function recordsAreClean(bench: Bench): Promise<void> {
  const { keys } = bench.traces;
  const seen = { success: 0, error: 0 };
  await eachExecution(bench, (status, raw) => {
    const key = keys.find((each) => raw.includes(each));
    assert.equal(key, undefined, `a record (${status}) holds a key`);
    if (status === 'success' || status === 'error') seen[status] += 1;
  });
  assert.ok(seen.success > 0 && seen.error > 0, `only looked at ${JSON.stringify(seen)}`);
}

/** Whether a file holds one of the texts, also across the borders of what is read at once. */
async function holdsAny(path: string, texts: readonly string[]): Promise<boolean> {
  const longest = Math.max(...texts.map((text) => text.length));
  let tail = '';
  for await (const chunk of createReadStream(path, { encoding: 'latin1' })) {
    const text = tail + String(chunk);
    if (texts.some((each) => text.includes(each))) return true;
    tail = text.slice(-longest);
  }
  return false;
}

async function filesHolding(texts: readonly string[], { n8n }: Bench): Promise<string[]> {
  const entries = await readdir(n8n.place.userFolder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  const found: string[] = [];
  for (const path of paths) if (await holdsAny(path, texts)) found.push(path);
  return found;
}

async function filesAreClean(bench: Bench): Promise<void> {
  // What is no secret is found where it must be: so the search would find a key, too.
  const photo = new URL(bench.emulator.samplePhotoUrl).pathname;
  const open = await filesHolding([photo, 'Editor is now accessible'], bench);
  assert.ok(
    open.some((path) => path.includes('database.sqlite')),
    'the database was searched',
  );
  assert.ok(open.includes(bench.n8n.process.log.file), 'the log was searched');
  assert.deepEqual(await filesHolding(bench.traces.keys, bench), []);
}

async function fileHostSawNoKey({ traces, emulator }: Bench): Promise<void> {
  const { fileRequests, leaks } = traces;
  const files = emulator.requests().filter(({ origin }) => origin === 'results');
  assert.ok(fileRequests + files.length > 0);
  assert.deepEqual(leaks, []);
  assert.deepEqual(
    files.filter(({ headers }) => headers.authorization).map(({ path }) => path),
    [],
  );
}

test('no execution record, good, failed or crashed, holds an API key', ({ bench }) => recordsAreClean(bench));

test('no file of n8n, its database and its log among them, holds an API key', ({ bench }) =>
  filesAreClean(bench));

test('the origin of pictures and videos was never sent an Authorization header', ({ bench }) =>
  fileHostSawNoKey(bench));

proveSoundness(test);
