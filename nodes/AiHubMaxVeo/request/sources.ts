/** Where the files of a request come from: read from the form, and checked as far as that goes without opening them. */
import { choiceLabel, sourceLabel } from '../catalogue/labels';
import type { MediaField, SourceKind } from '../catalogue/types';
import { addressIssue } from './address';
import type { ReadParameter } from './read';
import { isBlank, isSame, shown } from './spelling';
import { isTaskId } from './taskId';

/** A file of a request. `url`: an address; `binary`: a field of the item, or its content by expression; `taskId`: a task. */
export interface Source {
  kind: SourceKind;
  value: unknown;
}

export interface SourceDraft {
  kind: unknown;
  values: unknown[];
}

/** A list of addresses that was turned into text on its way is one again; other text is cut at commas and line ends. */
function listIn(text: string, kind: SourceKind): unknown[] {
  if (kind !== 'url' || !/^\s*\[/.test(text)) return text.split(/[,\r\n]/);
  try {
    return [JSON.parse(text)].flat();
  } catch {
    return text.split(/[,\r\n]/);
  }
}

/** One to three are written in one text; an expression may give a list. */
function listed(raw: unknown, kind: SourceKind, most: number): unknown[] {
  const list = typeof raw === 'string' && most > 1 ? listIn(raw, kind) : raw;
  const parts = Array.isArray(list) ? list.flat() : [list];
  return parts
    .map((part) => (typeof part === 'string' ? part.trim() : part))
    .filter((part) => !isBlank(part));
}

const isKindOf = (row: MediaField, kind: unknown): kind is SourceKind =>
  row.sources.includes(kind as SourceKind);

export function readSource(row: MediaField, read: ReadParameter): SourceDraft {
  const raw = read(row.parameters.source);
  const kind = isBlank(raw) ? row.sources[0] : (row.sources.find((known) => isSame(known, raw)) ?? raw);
  const values = isKindOf(row, kind) ? listed(read(row.parameters[kind] ?? ''), kind, row.most) : [];
  return { kind, values: values.length === 0 && kind === 'binary' ? [row.binaryInitial] : values };
}

function valueIssue(row: MediaField, { kind, value }: Source, allowsPrivate: boolean): string | undefined {
  const label = sourceLabel(row, kind);
  // By expression a binary field can also be given as a whole.
  const isFile = kind === 'binary' && typeof value === 'object';
  if (isFile) return undefined;
  if (typeof value !== 'string') return `${label} is ${shown(value)}, but must be text.`;
  if (kind === 'binary') return undefined;
  if (kind === 'url') return addressIssue(label, value, allowsPrivate);
  return isTaskId(value)
    ? undefined
    : `${label} is ${shown(value)}, but must be the "taskId" of an earlier video.`;
}

/** The files of a field, or what is wrong with them. */
export function checkSource(
  row: MediaField,
  { kind, values }: SourceDraft,
  allowsPrivate: boolean,
): { sources: Source[] } | { issues: string[] } {
  if (!isKindOf(row, kind))
    return {
      issues: [`${choiceLabel(row)} is ${shown(kind)}, but must be one of: ${row.sources.join(', ')}.`],
    };
  const label = sourceLabel(row, kind);
  if (values.length === 0) return { issues: [`${label} is empty, but this mode needs it.`] };
  if (values.length > row.most)
    return { issues: [`${label} names ${values.length} files, but at most ${row.most} are allowed.`] };
  const sources = values.map((value) => ({ kind, value }));
  const issues = sources.flatMap((source) => valueIssue(row, source, allowsPrivate) ?? []);
  return issues.length > 0 ? { issues } : { sources };
}
