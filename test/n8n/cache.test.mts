import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildOnce, isBuilt } from '../../dev/n8n/cache.mts';

let parent: string;
let folder: string;
let waits: number;

const lock = () => ({ onWait: () => void waits++, pollMs: 2 });
const fakeInstall = async (staging: string) => writeFileSync(join(staging, 'n8n'), 'installed');

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'cache-'));
  folder = join(parent, 'n8n-2.40.7');
  waits = 0;
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

test('it is built once, whole, and is not there under its final name before', async () => {
  const install = jest.fn(async (staging: string) => {
    expect([existsSync(folder), staging.startsWith(`${folder}.building-`)]).toEqual([false, true]);
    await fakeInstall(staging);
  });
  await buildOnce(folder, lock(), install);
  await buildOnce(folder, lock(), install);
  expect(install).toHaveBeenCalledTimes(1);
  expect([readdirSync(folder).sort(), readdirSync(parent)]).toEqual([
    ['complete.json', 'n8n'],
    ['n8n-2.40.7'],
  ]);
});

test('a failed build leaves nothing, says why, and can be tried again', async () => {
  const failing = buildOnce(folder, lock(), async (staging) => {
    await fakeInstall(staging);
    throw new Error('the registry is down');
  });
  await expect(failing).rejects.toThrow('the registry is down');
  expect(readdirSync(parent)).toEqual([]);
  await buildOnce(folder, lock(), fakeInstall);
  expect(isBuilt(folder)).toBe(true);
});

test('leftovers of an interrupted run are removed, other versions are not', async () => {
  for (const left of [`${folder}.building-99-1`, folder, join(parent, 'n8n-2.40.70.building-99-1')]) {
    mkdirSync(left);
    writeFileSync(join(left, 'half'), '');
  }
  await buildOnce(folder, lock(), fakeInstall);
  expect(readdirSync(parent).sort()).toEqual(['n8n-2.40.7', 'n8n-2.40.70.building-99-1']);
  expect(readdirSync(folder).sort()).toEqual(['complete.json', 'n8n']);
});

test('of two runs at once one builds, and the other says that it waits and then finds it done', async () => {
  const install = jest.fn(async (staging: string) => {
    while (waits === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await fakeInstall(staging);
  });
  await Promise.all([buildOnce(folder, lock(), install), buildOnce(folder, lock(), install)]);
  expect(install).toHaveBeenCalledTimes(1);
  expect(waits).toBe(1);
});

test('the lock of a run that was killed expires', async () => {
  mkdirSync(`${folder}.lock`);
  const aMinuteAgo = new Date(Date.now() - 60_000);
  utimesSync(`${folder}.lock`, aMinuteAgo, aMinuteAgo);
  await buildOnce(folder, lock(), fakeInstall);
  expect(waits).toBe(0);
  expect(isBuilt(folder)).toBe(true);
});
