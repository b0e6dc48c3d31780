/** An item -> the schema of its fields, as n8n's editor shows it before a node was run. */

export interface Schema {
  type: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  version?: number;
}

/** `known`: the same field of an item that has a value where this one has none. */
export function schemaOf(value: unknown, known?: unknown): Schema {
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
