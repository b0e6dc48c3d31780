/** Where the files of a request come from: read from the form, and checked as far as that goes without opening them. */
import { choiceLabel, sourceLabel } from '../catalogue/labels';
import type { MediaField, SourceKind } from '../catalogue/types';
import { recordOf } from '../json';
import { addressIssue } from './address';
import type { ReadParameter } from './read';
import { slipIssue } from './slips';
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

/** Marks that come along with a URL from a chat, a sheet or a page. */
const edge = /[\s"'<>`,;\u200b-\u200d\u2060\ufeff]/;

/** Without such marks around it; nothing inside is touched. */
function trimmedUrl(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && edge.test(text.charAt(start))) start += 1;
  while (end > start && edge.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** A list that was turned into text on its way is one again. */
function parsedList(text: string): unknown {
  const isJson = /^\s*[[{]/.test(text) && text.length <= maxJson;
  if (!isJson) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const maxJson = 100_000;

/** URLs have commas of their own: only one before the next URL parts them. */
const splitText = (text: string, kind: SourceKind): string[] =>
  kind === 'url' ? text.split(/[\r\n]+|,(?=\s*https?:\/\/)/i) : text.split(/[,\r\n]/);

/** An attachment, as Airtable and others give it, stands for its URL. */
const urlOf = (part: unknown): unknown => {
  const { url } = recordOf(part);
  return typeof url === 'string' ? url : part;
};

function valueOf(part: unknown, kind: SourceKind): unknown {
  const value = kind === 'url' ? urlOf(part) : part;
  if (typeof value !== 'string') return value;
  return kind === 'url' ? trimmedUrl(value) : value.trim();
}

/** What a field names: one or several, in one text or in a list. */
function listed(raw: unknown, kind: SourceKind, most: number): unknown[] {
  const given = typeof raw === 'string' && kind === 'url' ? parsedList(raw) : raw;
  const list = typeof given === 'string' && most > 1 ? splitText(given, kind) : given;
  const parts = Array.isArray(list) ? list.flat() : [list];
  return parts.map((part) => valueOf(part, kind)).filter((part) => !isBlank(part));
}

const isKindOf = (row: MediaField, kind: unknown): kind is SourceKind =>
  row.sources.includes(kind as SourceKind);

export function readSource(row: MediaField, read: ReadParameter): SourceDraft {
  const raw = read(row.parameters.source);
  const kind = isBlank(raw) ? row.sources[0] : (row.sources.find((known) => isSame(known, raw)) ?? raw);
  const values = isKindOf(row, kind) ? listed(read(row.parameters[kind] ?? ''), kind, row.most) : [];
  return { kind, values: values.length === 0 && kind === 'binary' ? [row.binaryInitial] : values };
}

/** A name that is longer is the file itself. */
const maxFieldName = 200;

const fieldNameIssue = (label: string, name: string): string | undefined =>
  name.length > maxFieldName || /^data:/i.test(name)
    ? `${label} is a text of ${name.length} characters, but must be the name of a binary field. If it is a file as text, put a Convert to File node before this one.`
    : undefined;

function valueIssue(row: MediaField, { kind, value }: Source, allowsPrivate: boolean): string | undefined {
  const label = sourceLabel(row, kind);
  // By expression a binary field can also be given as a whole.
  const isFile = kind === 'binary' && typeof value === 'object';
  if (isFile) return undefined;
  if (typeof value !== 'string') return `${label} is ${shown(value)}, but must be text.`;
  const slip = slipIssue(label, value);
  if (slip) return slip;
  if (kind === 'binary') return fieldNameIssue(label, value);
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
