/** The tables of docs/operations.md that say what survives what: each cell is a promise, and so a test of its own. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestType } from '@playwright/test';
import { projectFolder } from '../../../dev/n8n/index.mts';
import type { Bench } from './bench.mts';
import { shapes, type AllShapes, type Running, type Shape } from './shapes.mts';

type Checks<Of> = Partial<Record<Shape, (of: Of) => Promise<void>>>;

/** How a row is proven: something strikes one execution of each shape, and each is looked at; or each cell by itself. */
export type Proof<Own extends Bench> =
  | { readonly strike: (bench: Own) => Promise<AllShapes<Own>>; readonly cells: Checks<Running<Own>> }
  | { readonly alone: Checks<Own> };

interface Row {
  readonly what: string;
  readonly cells: readonly string[];
}

/** The rows of the first table under a heading. */
function rowsUnder(heading: string): Row[] {
  const text = readFileSync(join(projectFolder, 'docs', 'operations.md'), 'utf8');
  const [, section = ''] = text.split(`\n### ${heading}\n`);
  const [table = ''] = /(^\|.*\n)+/m.exec(section) ?? [];
  const [, , ...rows] = table.trim().split('\n');
  return rows.map((row) => {
    const [what = '', ...cells] = row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { what, cells };
  });
}

/** A cell that says nothing. */
const isEmpty = (cell: string): boolean => cell === '—';

/** Registers a test for each cell under a heading. Throws when a row or a cell has none, or a test has no cell. */
export function proveTable<Own extends Bench>(
  test: TestType<object, { bench: Own }>,
  heading: string,
  proofs: Readonly<Record<string, Proof<Own>>>,
): void {
  const rows = rowsUnder(heading);
  assert.deepEqual(
    rows.map(({ what }) => what),
    Object.keys(proofs),
    `the rows under "${heading}" in docs/operations.md and their tests`,
  );
  for (const { what, cells } of rows) {
    const proof = proofs[what];
    if (proof) test.describe(what, () => proveRow(test, cells, proof));
  }
}

/** What struck all shapes at once is looked at in all of them at once, too: they wait side by side. */
function lookAtAll<Own extends Bench>(struck: AllShapes<Own>, cells: Checks<Running<Own>>): Checks<void> {
  const looks = shapes.map((shape) => {
    const look = Promise.resolve(cells[shape]?.(struck[shape])).finally(struck[shape].close);
    // What fails before its test has come is told by its test.
    look.catch(() => undefined);
    return [shape, () => look] as const;
  });
  return Object.fromEntries(looks);
}

function proveRow<Own extends Bench>(
  test: TestType<object, { bench: Own }>,
  cells: readonly string[],
  proof: Proof<Own>,
): void {
  let looks: Checks<void> = {};
  if ('strike' in proof)
    test.beforeAll(async ({ bench }) => void (looks = lookAtAll(await proof.strike(bench), proof.cells)));
  shapes.forEach((shape, nth) => {
    const says = cells[nth] ?? '';
    const checks = 'strike' in proof ? proof.cells : proof.alone;
    assert.equal(shape in checks, !isEmpty(says), `a test for ${shape}: ${says}`);
    if (isEmpty(says)) return;
    test(`${shape}: ${says}`, async ({ bench }) => {
      if ('strike' in proof) await looks[shape]?.();
      else await proof.alone[shape]?.(bench);
    });
  });
}
