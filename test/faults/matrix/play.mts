/**
 * Every fault of a kind of request, on n8n's own engine: what is paid for, what is named, what the user is told. A file for each
 * kind, since Jest plays files side by side.
 */
import { bringsFile, expectedOf } from '../expected.mts';
import { cellsOf, parametersOf, picture, readsOnly, retryOnFail, type Cell, type Kind } from '../cell.mts';
import { breaches } from '../laws.mts';
import { json, openStage, play, sent, type Seen, type Stage } from '../stage.mts';

let stage: Stage;

/** A quarter of an hour of refusals, once more with Retry On Fail, never more than one every few seconds. */
const maxRefused = 300;

/** What one cell was told about too many requests is forgotten by the next. */
const betweenCellsMs = 10 * 60_000;

/** A task for an operation that only reads. */
async function startedBefore(imageUrl: string): Promise<string> {
  const { items } = await play(stage, { parameters: { operation: 'create', prompt: 'Before', imageUrl } });
  return String(items[0]?.json.taskId);
}

async function playCell(cell: Cell): Promise<{ seen: Seen; known: string[] }> {
  const { emulator, clock } = stage;
  clock.advance(betweenCellsMs);
  const imageUrl = emulator.samplePhotoUrl;
  const taskId = readsOnly(cell) ? await startedBefore(imageUrl) : '';
  emulator.fault({ on: cell.kind, times: cell.stays ? 0 : 1, then: cell.row.then });
  const seen = await play(stage, {
    parameters: parametersOf(cell, { taskId, imageUrl }),
    items: [{ json: {}, binary: picture() }],
    settings: cell.retries ? retryOnFail : {},
    ...(cell.row.slow && { patienceMs: 400 }),
  });
  const made = cell.row.course === 'unknown' ? [] : seen.tasks.map(({ id }) => id);
  return { seen, known: taskId ? [taskId] : made };
}

/** Of an item that failed. */
function isTold(seen: Seen, cell: Cell, told: string, known: string[]): void {
  expect(seen.items).toEqual([]);
  expect(seen.error?.description).toMatch(new RegExp(`^${told}: `));
  for (const id of known) {
    expect(seen.error?.message).toContain(id);
    const pickUp = `Use Get Status with task ID ${id} to get the result.`;
    if (cell.row.gone) expect(seen.error?.description).not.toContain(pickUp);
    else expect(seen.error?.description).toContain(pickUp);
  }
}

/** Of an item that came out. */
function comesOut(seen: Seen, cell: Cell, [id]: string[]): void {
  expect(seen.error).toBeNull();
  expect(json(seen)).toMatchObject({ taskId: id, isFailed: false, isSuccess: cell.operation !== 'create' });
  if (!cell.operation.endsWith('file')) return;
  expect(Object.keys(seen.items[0]?.binary ?? {})).toEqual(bringsFile(cell) ? ['data'] : []);
  expect(Object.keys(json(seen).download ?? {})).toEqual(bringsFile(cell) ? [] : ['error', 'advice']);
}

async function check(cell: Cell): Promise<void> {
  const { seen, known } = await playCell(cell);
  const { told, creates, uploads, made } = expectedOf(cell);
  const attempts = { creates: sent(seen, 'create'), uploads: sent(seen, 'upload') };
  expect(seen.tasks.length).toBe(made);
  if (creates !== null) expect(attempts.creates).toBe(creates);
  if (uploads !== null) expect(attempts.uploads).toBe(uploads);
  expect(Math.max(attempts.creates, attempts.uploads)).toBeLessThanOrEqual(maxRefused);
  if (told === null) comesOut(seen, cell, known);
  else isTold(seen, cell, told, known);
  // A later try of the node says that the outcome is unknown, and no longer why.
  if (told !== null && cell.row.says && !cell.retries)
    expect(`${seen.error?.message} ${seen.error?.description}`).toMatch(cell.row.says);
  expect(breaches({ seen, known, key: stage.emulator.key })).toEqual([]);
}

export function playMatrix(kind: Kind): void {
  beforeAll(async () => {
    stage = await openStage();
  });

  afterAll(async () => await stage.emulator.stop());

  describe(`when a ${kind} request meets`, () => {
    test.each(cellsOf(kind))('%s', async (_name, cell) => await check(cell));
  });
}
