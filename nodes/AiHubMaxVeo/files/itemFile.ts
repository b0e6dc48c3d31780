/** Looks into a file of an item before anything is sent: what it is, and whether the field can take it. */
import { sourceLabel } from '../catalogue/fields';
import { field } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import type { MediaField } from '../catalogue/types';
import { VideoError } from '../errors';
import type { CheckedRequest, Source } from '../request/checked';
import type { FileBench } from './bench';
import { inspect } from './inspect';
import type { Inspection } from './inspect';
import { lostFile, piecesOf } from './store';
import type { StoredFile } from './store';
import { fileVerdict, sizeIssue, uploadName } from './verdict';
import type { FileVerdict } from './verdict';

/** A file that a field names. */
export interface Named {
  name: FieldName;
  row: MediaField;
  source: Source;
  /** The aspect ratio of the wanted video. */
  ratio: unknown;
}

/** In the order of the form. */
export const namedIn = ({ files, values }: CheckedRequest): Named[] =>
  (Object.entries(files) as [FieldName, Source[]][]).flatMap(([name, sources]) =>
    sources.map((source) => ({ name, row: field(name) as MediaField, source, ratio: values.aspectRatio })),
  );

/** A file of the item, and what was found in it. */
interface Found {
  file: StoredFile;
  /** An error where n8n can no longer read the file. */
  verdict: FileVerdict | VideoError;
  /** Absent where nothing was read. */
  content?: Inspection;
}

/** Throws VideoError where the item has no such file. */
export async function findFile(
  bench: FileBench,
  itemIndex: number,
  { row, source, ratio }: Named,
): Promise<Found> {
  const label = sourceLabel(row, 'binary');
  const file = await bench.store.find(itemIndex, source.value, label);
  const { id, bytes, fileName } = file;
  const issue = sizeIssue(bytes, fileName);
  if (file.lost || issue) return { file, verdict: file.lost ?? { issue, hints: [] } };
  const inspection = bench.inspections.get(id) ?? inspect(piecesOf(file));
  bench.inspections.set(id, inspection);
  try {
    const content = await inspection;
    return {
      file,
      content,
      verdict: fileVerdict({ mediaType: row.mediaType, content, bytes, fileName, ratio }),
    };
  } catch (thrown) {
    return { file, verdict: lostFile(label, thrown) };
  }
}

/**
 * The file, called what it is. Throws where the field cannot take it; smaller doubts become notes. A file that n8n has lost is
 * only refused where its content is needed: what an earlier try has uploaded and paid for goes on without it.
 */
export function usableFile(
  { file, verdict }: Found,
  bench: FileBench,
  { row }: Named,
  mayBeLost: boolean,
): StoredFile {
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
