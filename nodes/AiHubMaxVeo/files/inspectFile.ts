/** Looks into a file of an item before anything is sent: what it is, and whether the field can take it. */
import { sourceLabel } from '../catalogue/labels';
import type { MediaField } from '../catalogue/types';
import { VideoError } from '../errors';
import { inspect } from './inspect';
import type { Inspection } from './inspect';
import type { Size } from './jpeg';
import { fileVerdict, sizeIssue, uploadName } from './verdict';
import type { FileVerdict } from './verdict';
import type { Source } from '../request/sources';
import { lostFile, piecesOf } from './store';
import type { StoredFile } from './store';
import type { FileBench } from './files';

interface WantedFile {
  row: MediaField;
  source: Source;
  /** The aspect ratio of the wanted video. */
  ratio: unknown;
  /** An earlier try has left something for this item. */
  mayBeLost: boolean;
}

async function inspectOnce({ inspections }: FileBench, file: StoredFile): Promise<Inspection> {
  const inspection = inspections.get(file.id) ?? inspect(piecesOf(file));
  inspections.set(file.id, inspection);
  return await inspection;
}

/** A file of the item, and what was found in it. */
interface Found {
  file: StoredFile;
  /** An error where n8n can no longer read the file. */
  verdict: FileVerdict | VideoError;
  /** Absent where nothing was read. */
  content?: Inspection;
}

async function foundIn(bench: FileBench, file: StoredFile, { row, ratio }: WantedFile): Promise<Found> {
  const { bytes, fileName } = file;
  const issue = sizeIssue(bytes, fileName);
  if (issue) return { file, verdict: { issue, hints: [] } };
  const content = await inspectOnce(bench, file);
  const verdict = fileVerdict({ mediaType: row.mediaType, content, bytes, fileName, ratio });
  return { file, verdict, content };
}

/** Throws VideoError where the item has no such file. */
export async function findVerdict(bench: FileBench, itemIndex: number, wanted: WantedFile): Promise<Found> {
  const { row, source } = wanted;
  const label = sourceLabel(row, 'binary');
  const file = await bench.store.find(itemIndex, source.value, label);
  if (file.lost) return { file, verdict: file.lost };
  return await foundIn(bench, file, wanted).catch((thrown) => ({ file, verdict: lostFile(label, thrown) }));
}

/**
 * The file, called what it is. Throws where the field cannot take it; smaller doubts become notes. A file that n8n has lost is
 * only refused where its content is needed: what an earlier try has uploaded and paid for goes on without it.
 */
export async function inspectFile(
  bench: FileBench,
  itemIndex: number,
  wanted: WantedFile,
): Promise<StoredFile & { size: Size | null }> {
  const { row, mayBeLost } = wanted;
  const { file, verdict, content } = await findVerdict(bench, itemIndex, wanted);
  const size = content?.image?.size ?? null;
  if (verdict instanceof VideoError) {
    if (!mayBeLost) throw verdict;
    return { ...file, size, lost: verdict };
  }
  const { issue, hints, kind } = verdict;
  for (const hint of hints) bench.note(`${row.label}: ${hint}`);
  // n8n's own word for a file's type comes from wherever the file came from: AIHubMax gets what the file is.
  if (kind) return { ...file, size, mime: kind.mime, fileName: uploadName(file.fileName, kind.extension) };
  const advice = 'Nothing was sent and nothing was charged. Give another file.';
  throw new VideoError({ category: 'input_media', message: `${row.label} ${issue}`, advice });
}
