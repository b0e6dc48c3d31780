/** Where the files of a request come from: read from the form, and checked as far as that goes without opening them. */
import type { MediaField, SourceKind } from '../catalogue/types';
import { addressIssue } from './address';
import type { ReadParameter } from './read';
import { isBlank, shown } from './spelling';
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

/** One to three are written in one text; an expression may give a list. */
function listed(raw: unknown, most: number): unknown[] {
  const parts = Array.isArray(raw)
    ? raw.flat()
    : most > 1 && typeof raw === 'string'
      ? raw.split(/[,\n]/)
      : [raw];
  return parts
    .map((part) => (typeof part === 'string' ? part.trim() : part))
    .filter((part) => !isBlank(part));
}

const isKindOf = (row: MediaField, kind: unknown): kind is SourceKind =>
  row.sources.includes(kind as SourceKind);

export function readSource(row: MediaField, read: ReadParameter): SourceDraft {
  const raw = read(row.parameters.source);
  const kind = isBlank(raw) ? row.sources[0] : typeof raw === 'string' ? raw.trim() : raw;
  const parameter = isKindOf(row, kind) ? row.parameters[kind] : undefined;
  const values = parameter === undefined ? [] : listed(read(parameter), row.most);
  return { kind, values: values.length === 0 && kind === 'binary' ? [row.binaryInitial] : values };
}

const names: Record<SourceKind, string> = { url: 'URL', binary: 'Binary Field', taskId: 'Task ID' };

function valueIssue(row: MediaField, { kind, value }: Source, allowsPrivate: boolean): string | undefined {
  const label = `${row.label} ${names[kind]}`;
  if (kind === 'binary') return undefined;
  if (typeof value !== 'string') return `${label} is ${shown(value)}, but must be text.`;
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
      issues: [`${row.label} Source is ${shown(kind)}, but must be one of: ${row.sources.join(', ')}.`],
    };
  const label = `${row.label} ${names[kind]}`;
  if (values.length === 0) return { issues: [`${label} is empty, but this mode needs it.`] };
  if (values.length > row.most)
    return { issues: [`${label} names ${values.length} files, but at most ${row.most} are allowed.`] };
  const sources = values.map((value) => ({ kind, value }));
  const issues = sources.flatMap((source) => valueIssue(row, source, allowsPrivate) ?? []);
  return issues.length > 0 ? { issues } : { sources };
}
