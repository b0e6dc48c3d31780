/** Some services repeat the key in their error texts; ours must not pass it on. */
export const bare = (apiKey: string) => apiKey.trim().replace(/^Bearer(\s+|$)/i, '');

function without<Part>(part: Part, secret: string): Part {
  if (typeof part === 'string') return part.split(secret).join('[API key]') as Part;
  if (Array.isArray(part)) return part.map((element) => without(element, secret)) as Part;
  if (part === null || typeof part !== 'object') return part;
  const entries = Object.entries(part).map(([name, value]) => [
    without(name, secret),
    without(value, secret),
  ]);
  return Object.fromEntries(entries) as Part;
}

/** The same value with every occurrence of the key replaced. */
export function redact<Whole>(whole: Whole, apiKey: string): Whole {
  const secret = bare(apiKey);
  return secret ? without(whole, secret) : whole;
}
