import { schemaOf } from './schema.mts';
import type { Schema } from './schema.mts';

/** When a task that is not done is worth another check. */
const whileOpen = { nextCheckSeconds: 70 };

/** The schema of each operation. What a task that was just created has not yet, a finished one has. */
export function schemasOf(outputs: Record<string, object>): Record<string, Schema> {
  const known = { ...outputs.createAndWait, ...whileOpen };
  return Object.fromEntries(
    Object.entries(outputs).map(([operation, item]) => [operation, { ...schemaOf(item, known), version: 1 }]),
  );
}
