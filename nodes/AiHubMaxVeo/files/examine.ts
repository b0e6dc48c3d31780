/** A file of a request as Check reports it: what it is, what would refuse it, and what else the user should know. Nothing is sent. */
import { sourceLabel } from '../catalogue/labels';
import { field } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import type { MediaField } from '../catalogue/types';
import { asFailure, isKeyRefused, sentence, VideoError } from '../errors';
import type { Source } from '../request/sources';
import type { CheckedRequest } from '../request/validate';
import type { FileBench } from './files';
import { findVerdict } from './inspectFile';
import type { Inspection } from './inspect';
import { liveUrl, videoOfTask } from './sourceVideo';
import { urlVerdict } from './urlVerdict';

/** What is known of a file itself; null where it does not tell. */
interface Kinds {
  type: string | null;
  width: number | null;
  height: number | null;
}

interface Examined {
  name: FieldName;
  /** As the item shows it; null where there is no file to tell of. `bytes`: null where nobody said how many. */
  report: (Kinds & { field: string; source: string; bytes: number | null }) | null;
  issues: string[];
  warnings: string[];
  /** What the body of the request says of it; null where there is nothing to send. */
  url: string | null;
}

/** What is sent in place of a file is known only after its upload. */
const uploadedLater = '(uploaded when the video is created)';

const unknownKinds: Kinds = { type: null, width: null, height: null };

const kindsOf = ({ image, video }: Inspection): Kinds => ({
  type: image?.mime ?? video?.mime ?? null,
  width: image?.size?.width ?? null,
  height: image?.size?.height ?? null,
});

/** A refused key is no fault of the file. */
function refusedBy(name: FieldName, thrown: unknown): Examined {
  const failure = asFailure(thrown);
  if (isKeyRefused(failure)) throw new VideoError(failure);
  return { name, report: null, issues: [sentence(failure)], warnings: [], url: null };
}

interface Wanted {
  name: FieldName;
  row: MediaField;
  source: Source;
  ratio: unknown;
}

async function examineBinary(bench: FileBench, itemIndex: number, wanted: Wanted): Promise<Examined> {
  const { name, row } = wanted;
  const { file, verdict, content } = await findVerdict(bench, itemIndex, { ...wanted, mayBeLost: false });
  if (verdict instanceof VideoError) return refusedBy(name, verdict);
  const { issue, hints } = verdict;
  const kinds = content ? kindsOf(content) : unknownKinds;
  return {
    name,
    report: { field: row.wire, source: 'binary', ...kinds, bytes: file.bytes },
    issues: issue ? [`${row.label} ${issue}`] : [],
    warnings: hints.map((hint) => `${row.label}: ${hint}`),
    url: issue ? null : uploadedLater,
  };
}

async function examineUrl(bench: FileBench, wanted: Wanted, what: string, url: string): Promise<Examined> {
  const { name, row, source } = wanted;
  const seen = await bench.probe.look(url);
  const kinds = seen.kind === 'file' ? kindsOf(seen.content) : unknownKinds;
  const bytes = seen.kind === 'file' ? seen.bytes : null;
  const report = { field: row.wire, source: source.kind, ...kinds, bytes };
  return { name, report, url, ...urlVerdict(what, url, wanted, seen) };
}

async function examineTask(bench: FileBench, wanted: Wanted): Promise<Examined> {
  const taskId = String(wanted.source.value);
  const url = await videoOfTask(bench, taskId);
  const what = `The video of task ${taskId}`;
  // Some links lie on the API's own origin and open with the key alone, which goes nowhere from here.
  if (bench.links.isOwn(url)) {
    const report = { field: wanted.row.wire, source: 'taskId', ...unknownKinds, bytes: null };
    return { name: wanted.name, report, issues: [], warnings: [], url: await liveUrl(bench, url, what) };
  }
  return await examineUrl(bench, wanted, what, url);
}

async function examineFile(bench: FileBench, itemIndex: number, wanted: Wanted): Promise<Examined> {
  const { name, row, source } = wanted;
  const examining = {
    binary: async () => await examineBinary(bench, itemIndex, wanted),
    taskId: async () => await examineTask(bench, wanted),
    url: async () => await examineUrl(bench, wanted, sourceLabel(row, 'url'), String(source.value)),
  };
  return await examining[source.kind]().catch((thrown: unknown) => refusedBy(name, thrown));
}

/** In the order of the form. `ratio`: of the wanted video. Throws VideoError on a refused key only. */
export async function examineFiles(
  bench: FileBench,
  itemIndex: number,
  { files, ratio }: Pick<CheckedRequest, 'files'> & { ratio: unknown },
): Promise<Examined[]> {
  const all: Examined[] = [];
  for (const [name, sources] of Object.entries(files) as [FieldName, Source[]][])
    for (const source of sources) {
      const row = field(name);
      if (row.kind === 'media') all.push(await examineFile(bench, itemIndex, { name, row, source, ratio }));
    }
  return all;
}
