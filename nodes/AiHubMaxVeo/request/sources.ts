/** Where the files of a request come from: read from the form, and checked as far as that goes without opening them. */
import { choiceLabel, sourceLabel } from '../catalogue/fields';
import type { MediaField, SourceKind } from '../catalogue/types';
import { urlIssue } from './urlIssue';
import type { Checked } from './checked';
import { fieldNameIssue, isFileText } from './fieldName';
import type { ReadParameter } from './read';
import { slipIssue } from './slips';
import { isBlank, isSame, quote } from './normalize';
import { isTaskId } from './taskId';
import { urlsIn } from './urls';

/** A file of a request. `url`: where it lies; `binary`: a field of the item, or its content by expression; `taskId`: a task. */
export interface Source {
  kind: SourceKind;
  value: unknown;
}

interface SourceDraft {
  kind: unknown;
  values: unknown[];
}

/** More than any list of names, so that a file that was pasted is not cut in pieces. */
const longestList = 1_000;

/** The entries of a list and of the lists in it, until there are more than anybody needs. */
function entriesOf(list: unknown[]): unknown[] {
  const entries: unknown[] = [];
  for (const part of list)
    for (const entry of Array.isArray(part) ? (part as unknown[]) : [part]) {
      if (entries.length > longestList) return entries;
      entries.push(entry);
    }
  return entries;
}

/** The names in a text, or in the list that an expression gives. */
function namesIn(raw: unknown, most: number): unknown[] {
  const isList = typeof raw === 'string' && most > 1 && raw.length <= longestList && !isFileText(raw.trim());
  const list = isList ? raw.split(/[,\r\n]/) : raw;
  if (Array.isArray(list) && list.length > longestList) return list;
  return entriesOf(Array.isArray(list) ? list : [list])
    .map((part) => (typeof part === 'string' ? part.trim() : part))
    .filter((part) => !isBlank(part));
}

/** What a field names: one or several, in one text or in a list. */
const listed = (raw: unknown, kind: SourceKind, most: number): unknown[] =>
  kind === 'url' ? urlsIn(raw) : namesIn(raw, most);

const isKindOf = (row: MediaField, kind: unknown): kind is SourceKind =>
  row.sources.includes(kind as SourceKind);

export function readSource(row: MediaField, read: ReadParameter): SourceDraft {
  const raw = read(row.parameters.source);
  const kind = isBlank(raw) ? row.sources[0] : (row.sources.find((known) => isSame(known, raw)) ?? raw);
  const values = isKindOf(row, kind) ? listed(read(row.parameters[kind] ?? ''), kind, row.maxFiles) : [];
  return { kind, values: values.length === 0 && kind === 'binary' ? [row.binaryDefault] : values };
}

function taskIdIssue(label: string, id: string): string | undefined {
  if (/^https?:\/\//i.test(id))
    return `${label} is ${quote(id)}, which is a URL: choose URL as the source instead.`;
  return isTaskId(id) ? undefined : `${label} is ${quote(id)}, but must be the "taskId" of an earlier video.`;
}

function valueIssue(row: MediaField, { kind, value }: Source, allowsPrivate: boolean): string | undefined {
  const label = sourceLabel(row, kind);
  // By expression a binary field can also be given as a whole.
  const isFile = kind === 'binary' && typeof value === 'object';
  if (isFile) return undefined;
  if (typeof value !== 'string') return `${label} is ${quote(value)}, but must be text.`;
  const slip = slipIssue(label, value);
  if (slip) return slip;
  if (kind === 'binary') return fieldNameIssue(label, value);
  return kind === 'url' ? urlIssue(label, value, allowsPrivate) : taskIdIssue(label, value);
}

/** What the checks of a source need to know besides it. */
interface Circumstance {
  /** AIHubMax itself is on this network and can reach what is on it. */
  allowsPrivate: boolean;
  /** The label of the mode that needs the files. */
  mode: string;
}

/** The files of a field, or what is wrong with them. */
export function checkSource(
  row: MediaField,
  { kind, values }: SourceDraft,
  { allowsPrivate, mode }: Circumstance,
): Checked<Source[]> {
  if (!isKindOf(row, kind))
    return {
      issues: [`${choiceLabel(row)} is ${quote(kind)}, but must be one of: ${row.sources.join(', ')}.`],
    };
  const label = sourceLabel(row, kind);
  if (values.length === 0) return { issues: [`${label} is empty, but ${mode} needs it.`] };
  if (values.length > row.maxFiles)
    return { issues: [`${label} names ${values.length} files, but at most ${row.maxFiles} are allowed.`] };
  const sources = values.map((value) => ({ kind, value }));
  const issues = sources.flatMap((source) => valueIssue(row, source, allowsPrivate) ?? []);
  return issues.length > 0 ? { issues } : { value: sources };
}
