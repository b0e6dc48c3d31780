/** One setting's value, in any sane spelling. */
import type { Setting } from '../catalogue/settings';
import type { Checked } from './checked';
import { slipIssue } from './slips';
import { isSame, quote, normalizeBoolean } from './normalize';

/** The refusal of a value, by the name that the form gives it. */
export const settingIssue = (label: string, raw: unknown, allowed: string) => ({
  issues: [slipIssue(label, raw) ?? `${label} is ${quote(raw)}, but must be ${allowed}.`],
});

function readNumber(row: Extract<Setting, { kind: 'number' }>, raw: unknown): Checked<number> {
  const { label, min, max, minUnlessZero = 0, isWhole } = row;
  const value = typeof raw === 'string' ? Number(raw) : raw;
  if (typeof value !== 'number' || !(value >= min && value <= max))
    return settingIssue(label, raw, `a number from ${min} to ${max}`);
  if (value > 0 && value < minUnlessZero)
    return settingIssue(label, raw, `0 for automatic, or at least ${minUnlessZero}`);
  return { value: isWhole ? Math.floor(value) : value };
}

function readChoice({ label, choices }: Extract<Setting, { kind: 'choice' }>, raw: unknown): Checked<string> {
  const names = Object.keys(choices);
  const value = names.find((name) => isSame(name, raw));
  return value === undefined
    ? settingIssue(label, raw, names.map((name) => `"${name}"`).join(' or '))
    : { value };
}

function readBoolean({ label }: Setting, raw: unknown): Checked<boolean> {
  const value = normalizeBoolean(raw);
  return typeof value === 'boolean' ? { value } : settingIssue(label, raw, 'true or false');
}

function readText({ label }: Setting, raw: unknown): Checked<string> {
  const text = typeof raw === 'number' ? String(raw) : raw;
  return typeof text === 'string' ? { value: text.trim() } : settingIssue(label, raw, 'text');
}

/** The value of a setting that was filled in. */
export function readFilled(row: Setting, raw: unknown): Checked<unknown> {
  if (row.kind === 'number') return readNumber(row, raw);
  if (row.kind === 'choice') return readChoice(row, raw);
  return row.kind === 'boolean' ? readBoolean(row, raw) : readText(row, raw);
}
