import assert from 'node:assert/strict';
import { itemsOf, type Execution } from '../../../dev/n8n/index.mts';
import { workers, type Example } from './example.mts';
import { isVideoNode } from './veo.mts';

/** The names in a value, nested ones with their path; lists count as one. */
function shapeOf(value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [path];
  return Object.entries(value)
    .flatMap(([key, member]) => shapeOf(member, `${path}.${key}`))
    .sort();
}

/** The pinned samples of our node have exactly the names that its items have in truth. */
export function assertSamples(example: Example, execution: Execution): void {
  for (const { name } of workers(example).filter(isVideoNode)) {
    const [real] = itemsOf(execution, name);
    const [sample] = example.pinData[name] ?? [];
    if (real && sample) assert.deepEqual(shapeOf(sample.json), shapeOf(real.json), `the sample of ${name}`);
  }
}
