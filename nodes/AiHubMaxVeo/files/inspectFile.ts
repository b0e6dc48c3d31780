/** Looks into a file of an item before anything is sent: what it is, and whether the field can take it. */
import { sourceLabel } from '../catalogue/labels';
import type { MediaField } from '../catalogue/types';
import { VideoError } from '../errors';
import { inspect } from './inspect';
import type { Inspection } from './inspect';
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

async function verdictOf(
  bench: FileBench,
  file: StoredFile,
  { row, ratio }: WantedFile,
): Promise<FileVerdict> {
  const { bytes, fileName } = file;
  const issue = sizeIssue(bytes, fileName);
  if (issue) return { issue, hints: [] };
  const content = await inspectOnce(bench, file);
  return fileVerdict({ mediaType: row.mediaType, content, bytes, fileName, ratio });
}

/**
 * The file, called what it is. Throws where the field cannot take it; smaller doubts become notes. A file that n8n has lost is
 * only refused where its content is needed: what an earlier try has uploaded and paid for goes on without it.
 */
export async function inspectFile(
  bench: FileBench,
  itemIndex: number,
  wanted: WantedFile,
): Promise<StoredFile> {
  const { row, source, mayBeLost } = wanted;
  const label = sourceLabel(row, 'binary');
  const file = await bench.store.find(itemIndex, source.value, label);
  const verdict =
    file.lost ?? (await verdictOf(bench, file, wanted).catch((thrown) => lostFile(label, thrown)));
  if (verdict instanceof VideoError) {
    if (!mayBeLost) throw verdict;
    return { ...file, lost: verdict };
  }
  const { issue, hints, kind } = verdict;
  for (const hint of hints) bench.note(`${row.label}: ${hint}`);
  // n8n's own word for a file's type comes from wherever the file came from: AIHubMax gets what the file is.
  if (kind) return { ...file, mime: kind.mime, fileName: uploadName(file.fileName, kind.extension) };
  const advice = 'Nothing was sent and nothing was charged. Give another file.';
  throw new VideoError({ category: 'input_media', message: `${row.label} ${issue}`, advice });
}
