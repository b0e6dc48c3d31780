/** What a look behind a URL means for a request, in the words of a create where that would refuse it. */
import type { MediaField } from '../catalogue/types';
import { isDeadStatus } from './openLink';
import type { Probe } from './probe';
import { deadSentence } from './sourceVideo';
import { fileVerdict } from './verdict';

interface UrlVerdict {
  issues: string[];
  warnings: string[];
}

const issue = (sentence: string): UrlVerdict => ({ issues: [sentence], warnings: [] });

/** What this n8n cannot open may be open to AIHubMax. */
const doubt = (sentence: string): UrlVerdict => ({
  issues: [],
  warnings: [`${sentence}. AIHubMax may still reach it.`],
});

/** A server may refuse whoever it does not know; a video that is to be continued is opened before it is paid for. */
const isDead = (status: number, { mediaType }: MediaField): boolean =>
  isDeadStatus(status) && (mediaType === 'video' || ![401, 403].includes(status));

/** The last part of a URL's path, which names the file where anything does. */
function nameIn(url: string): string {
  const { pathname, hostname } = new URL(url);
  return pathname.split('/').pop() || hostname;
}

/** `what`: the field, or the task's video; `ratio`: of the wanted video. */
export function urlVerdict(
  what: string,
  url: string,
  { row, ratio }: { row: MediaField; ratio: unknown },
  seen: Awaited<ReturnType<Probe['look']>>,
): UrlVerdict {
  if (seen.kind === 'silent') return doubt(`${what}: ${new URL(url).hostname} did not answer n8n`);
  if (seen.kind === 'private')
    return issue(`${what} leads to ${seen.host}, a private host that AIHubMax cannot reach.`);
  if (seen.kind === 'refused')
    return isDead(seen.status, row)
      ? issue(`${deadSentence(what, seen.status)}.`)
      : doubt(`${what}: its server answers n8n with HTTP ${seen.status}`);
  const { content, received: bytes } = seen;
  const file = { mediaType: row.mediaType, content, bytes, fileName: nameIn(url), ratio };
  const verdict = fileVerdict(file);
  const warnings = verdict.hints.map((hint) => `${what}: ${hint}`);
  return { issues: verdict.issue ? [`${what} ${verdict.issue}`] : [], warnings };
}
