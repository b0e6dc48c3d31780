/** The body of an API reply, of which no more is read than the API ever sends. */
import type { Clock } from '../time';

/** Decompressed. The API's own replies have a few kilobytes. */
const maxReplyBytes = 4 * 1024 * 1024;

/** What is read instead of a longer reply. */
export const tooLarge = 'the reply is larger than 4 MB';

/** n8n's streams are those of Node.js. */
interface BodyStream extends AsyncIterable<Uint8Array> {
  destroy(): void;
}

const isStream = (body: unknown): body is BodyStream =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

/** JSON as what it says, anything else as text. */
function parse(bytes: Buffer): unknown {
  const text = bytes.toString().replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * The body as JSON or text; `undefined` when it was not there by `untilMs`, though it never stood still. Throws what the
 * network throws.
 */
export async function readBody(
  body: unknown,
  clock: Clock,
  untilMs: number,
): Promise<{ body: unknown } | undefined> {
  if (!isStream(body)) return { body };
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop closes the connection.
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxReplyBytes) return { body: tooLarge };
    if (clock.now() > untilMs) return undefined;
    chunks.push(chunk);
  }
  return { body: parse(Buffer.concat(chunks)) };
}
