import assert from 'node:assert/strict';
import type { Locator } from '@playwright/test';

/** A part of a page, in its pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest area that holds everything found, and `margin` around it. */
export async function areaOf(found: Locator, margin = 0): Promise<Area> {
  const boxes = await Promise.all((await found.all()).map((each) => each.boundingBox()));
  const seen = boxes.filter((box) => box !== null);
  assert.ok(seen.length > 0, 'there is nothing to take a picture of');
  const x = Math.min(...seen.map((box) => box.x)) - margin;
  const y = Math.min(...seen.map((box) => box.y)) - margin;
  const right = Math.max(...seen.map((box) => box.x + box.width)) + margin;
  const bottom = Math.max(...seen.map((box) => box.y + box.height)) + margin;
  return { x, y, width: right - x, height: bottom - y };
}
