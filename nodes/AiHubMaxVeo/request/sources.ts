/** Where the files of a request come from: read from the form, and checked as far as that goes without opening them. */
import { choiceLabel, sourceLabel } from '../catalogue/fields';
import type { MediaField } from '../catalogue/fields';
import { parseUrl } from '../json';
import { isBlank, mustBe, quote } from './checked';
import type { Checked, ReadParameter, Source } from './checked';
import { fieldNameIssue, isFileText, slipIssue } from './slips';
import { bare, urlIssue, urlsIn } from './urls';
import { isSame } from './values';

/** Characters of a text, and entries of a list; more than any list of names, so that a pasted file is not cut in pieces. */
const maxList = 1_000;

/** The names in a text, or in the list that an expression gives, which may have lists in it. */
function namesIn(raw: unknown, maxFiles: number): unknown[] {
  let list: unknown[] = Array.isArray(raw) ? raw : [raw];
  if (typeof raw === 'string' && maxFiles > 1 && raw.length <= maxList && !isFileText(raw.trim()))
    list = raw.split(/[,\r\n]/);
  if (list.length > maxList) return list;
  const entries: unknown[] = [];
  for (const part of list) {
    // Lists in a list can be a million entries in all: no more are looked at than it takes to refuse them.
    if (entries.length > maxList) break;
    entries.push(...(Array.isArray(part) ? (part as unknown[]).slice(0, maxList + 1) : [part]));
  }
  return entries
    .slice(0, maxList + 1)
    .map((part) => (typeof part === 'string' ? part.trim() : part))
    .filter((part) => !isBlank(part));
}

/** Whether a text can name a task. The vendor's IDs are letters and digits, those of its gateway's family are not always. */
export const isTaskId = (id: string): boolean =>
  id.length > 0 &&
  id.length <= 512 &&
  // A path of dots would name another route.
  !/(^|[/\\])\.{1,2}([/\\]|$)/.test(id) &&
  !/[\p{Cc}\p{Cf}\p{Cs}\s{}]/u.test(id);

/** The same of what a person gives: no URL or path, and no list of several. */
export const isOneTaskId = (id: string): boolean => isTaskId(id) && !/^(https?:|\/)|[,;"']/i.test(id);

function sourceIssue(label: string, { kind, value }: Source, allowsPrivate: boolean): string | undefined {
  // By expression a binary field can also be given as a whole.
  if (kind === 'binary' && typeof value === 'object') return undefined;
  if (typeof value !== 'string') return mustBe(label, value, 'text');
  const slip = slipIssue(label, value);
  if (slip) return slip;
  if (kind === 'binary') return fieldNameIssue(label, value);
  if (kind === 'url') return urlIssue(label, value, allowsPrivate);
  if (/^https?:\/\//i.test(value))
    return `${label} is ${quote(value)}, which is a URL: choose URL as the source instead.`;
  return isOneTaskId(value) ? undefined : mustBe(label, value, 'the "taskId" of an earlier video');
}

/**
 * The files of a field, or what is wrong with them. `allowsPrivate`: AIHubMax itself is on this network and can reach what
 * is on it; `mode`: the label of the mode that needs the files.
 */
export function readSources(
  row: MediaField,
  read: ReadParameter,
  { allowsPrivate, mode }: { allowsPrivate: boolean; mode: string },
): Checked<Source[]> {
  const raw = read(row.parameters.source);
  const kind = isBlank(raw) ? row.sources[0] : row.sources.find((known) => isSame(known, raw));
  if (!kind) return { issues: [mustBe(choiceLabel(row), raw, `one of: ${row.sources.join(', ')}`)] };
  const label = sourceLabel(row, kind);
  const given = read(row.parameters[kind] ?? '');
  let values = kind === 'url' ? urlsIn(given) : namesIn(given, row.maxFiles);
  if (kind === 'taskId') values = values.map((id) => (typeof id === 'string' ? bare(id) : id));
  if (values.length === 0 && kind === 'binary') values = [row.binaryDefault];
  if (values.length === 0) return { issues: [`${label} is empty, but ${mode} needs it.`] };
  if (values.length > row.maxFiles)
    return { issues: [`${label} names ${values.length} files, but takes at most ${row.maxFiles}.`] };
  const sources = values.map((value) => ({ kind, value }));
  const issues = sources.flatMap((source) => sourceIssue(label, source, allowsPrivate) ?? []);
  if (issues.length > 0) return { issues };
  // As every client of the web sends it: percent-encoded, the host in punycode.
  const sent = (value: unknown) => (kind === 'url' ? (parseUrl(String(value))?.href ?? value) : value);
  return { value: sources.map(({ value }) => ({ kind, value: sent(value) })) };
}
