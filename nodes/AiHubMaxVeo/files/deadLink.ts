/** Whether a link still opens, found out without reading what lies behind it. */
import { isDeadStatus } from './openLink';
import type { LinkOpener } from './openLink';

const rules = { limitMs: 30_000, idleMs: 20_000 };

/**
 * The HTTP status by which a link is dead; undefined where it opens. Also where it cannot be told: a host that this n8n
 * does not reach may be open to AIHubMax. Never throws.
 */
export async function findDeadStatus(links: LinkOpener, url: string): Promise<number | undefined> {
  const reply = await links.open(url, rules).catch(() => null);
  reply?.close();
  return reply && isDeadStatus(reply.statusCode) ? reply.statusCode : undefined;
}
