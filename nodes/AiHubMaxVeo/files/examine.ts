/** A file of a request as Check reports it: what it is, what would refuse it, and what else the user should know. Nothing is sent. */
import { sourceLabel } from '../catalogue/fields';
import type { FieldName } from '../catalogue/queries';
import { asFailure, isKeyRefused, sentence, VideoError } from '../errors';
import type { CheckedRequest } from '../request/checked';
import type { FileBench } from './bench';
import type { Inspection } from './inspect';
import { isDeadStatus } from './links';
import type { Glimpse } from './probe';
import { findFile, namedIn } from './itemFile';
import type { Named } from './itemFile';
import { deadSentence, liveUrl, videoOfTask } from './sourceVideo';
import { fileVerdict } from './verdict';

interface Verdict {
  issues: string[];
  warnings: string[];
}

interface Examined extends Verdict {
  name: FieldName;
  /** As the item shows it, null where the file does not tell; null altogether where there is no file. */
  report: ReturnType<typeof reportOf> | null;
  /** What the body of the request says of it; null where there is nothing to send. */
  url: string | null;
}

function reportOf({ row, source }: Named, content: Inspection | null, bytes: number | null) {
  const { width = null, height = null } = content?.image?.size ?? {};
  const type = (content?.image ?? content?.video)?.mime ?? null;
  return { field: row.wire, source: source.kind, type, width, height, bytes };
}

async function examineBinary(bench: FileBench, itemIndex: number, named: Named): Promise<Examined> {
  const { name, row } = named;
  const { file, verdict, content = null } = await findFile(bench, itemIndex, named);
  if (verdict instanceof VideoError) throw verdict;
  const { issue, hints } = verdict;
  return {
    name,
    report: reportOf(named, content, file.bytes),
    issues: issue ? [`${row.label} ${issue}`] : [],
    warnings: hints.map((hint) => `${row.label}: ${hint}`),
    // What is sent in place of a file is known only after its upload.
    url: issue ? null : '(uploaded when the video is created)',
  };
}

/** What a look behind a URL means for a request, in the words of a create where that would refuse it. */
function verdictOf(what: string, url: URL, { row, ratio }: Named, seen: Glimpse): Verdict {
  const issue = (sentence: string): Verdict => ({ issues: [sentence], warnings: [] });
  // What this n8n cannot open may be open to AIHubMax.
  const doubt = (sentence: string): Verdict => ({
    issues: [],
    warnings: [`${sentence}. AIHubMax may still reach it.`],
  });
  if (seen.kind === 'silent') return doubt(`${what}: ${url.hostname} did not answer n8n`);
  if (seen.kind === 'private')
    return issue(`${what} leads to ${seen.host}, a private host that AIHubMax cannot reach.`);
  if (seen.kind === 'refused') {
    // A server may refuse whoever it does not know; a video that is to be continued is opened before it is paid for.
    const isDead = isDeadStatus(seen.status) && (row.mediaType === 'video' || seen.status > 403);
    if (isDead) return issue(`${deadSentence(what, seen.status)}.`);
    return doubt(`${what}: its server answers n8n with HTTP ${seen.status}`);
  }
  const fileName = url.pathname.split('/').pop() || url.hostname;
  const { content, received: bytes } = seen;
  const verdict = fileVerdict({ mediaType: row.mediaType, content, bytes, fileName, ratio });
  return {
    issues: verdict.issue ? [`${what} ${verdict.issue}`] : [],
    warnings: verdict.hints.map((hint) => `${what}: ${hint}`),
  };
}

async function examineUrl(bench: FileBench, named: Named, what: string, url: string): Promise<Examined> {
  const seen = await bench.probe.look(url);
  const report =
    seen.kind === 'file' ? reportOf(named, seen.content, seen.bytes) : reportOf(named, null, null);
  return { name: named.name, report, url, ...verdictOf(what, new URL(url), named, seen) };
}

async function examineTask(bench: FileBench, named: Named): Promise<Examined> {
  const taskId = String(named.source.value);
  const url = await videoOfTask(bench, taskId);
  const what = `The video of task ${taskId}`;
  if (!bench.links.isOwn(url)) return await examineUrl(bench, named, what, url);
  // Some links lie on the API's own origin and open with the key alone, which goes nowhere from here.
  const live = await liveUrl(bench, url, what);
  return { name: named.name, report: reportOf(named, null, null), issues: [], warnings: [], url: live };
}

async function examineFile(bench: FileBench, itemIndex: number, named: Named): Promise<Examined> {
  const { row, source } = named;
  if (source.kind === 'binary') return await examineBinary(bench, itemIndex, named);
  if (source.kind === 'taskId') return await examineTask(bench, named);
  return await examineUrl(bench, named, sourceLabel(row, 'url'), String(source.value));
}

/** In the order of the form. Throws VideoError on a refused key only, which is no fault of the file. */
export async function examineFiles(
  bench: FileBench,
  itemIndex: number,
  request: CheckedRequest,
): Promise<Examined[]> {
  const all: Examined[] = [];
  for (const named of namedIn(request))
    all.push(
      await examineFile(bench, itemIndex, named).catch((thrown: unknown) => {
        const failure = asFailure(thrown);
        if (isKeyRefused(failure)) throw new VideoError(failure);
        return { name: named.name, report: null, issues: [sentence(failure)], warnings: [], url: null };
      }),
    );
  return all;
}
