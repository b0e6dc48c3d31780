interface Schema {
  type: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  version?: number;
}

/** An item's fields, as n8n's editor shows them before a node was run. `known`: the same field of an item that has a value where this one has none. */
function schemaOf(value: unknown, known?: unknown): Schema {
  const seen = value ?? known ?? '';
  if (Array.isArray(seen)) {
    const first: unknown = seen[0] ?? (Array.isArray(known) ? known[0] : '');
    return { type: 'array', items: schemaOf(first) };
  }
  if (typeof seen !== 'object') return { type: typeof seen };
  const others = (known ?? {}) as Record<string, unknown>;
  const properties = Object.entries(seen).map(([name, part]) => [name, schemaOf(part, others[name])]);
  return { type: 'object', properties: Object.fromEntries(properties) as Record<string, Schema> };
}

/** When a task that is not done is worth another check. */
const whileOpen = { nextCheckSeconds: 70 };

/** The schema of each operation. What a task that was just created has not yet, a finished one has. */
export function schemasOf(outputs: Record<string, object>): Record<string, Schema> {
  const known = { ...outputs.createAndWait, ...whileOpen };
  return Object.fromEntries(
    Object.entries(outputs).map(([operation, item]) => [operation, { ...schemaOf(item, known), version: 1 }]),
  );
}
