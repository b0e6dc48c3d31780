/** A task ID as digits: n8n's set has an entry for each, so that few digits are many orders. */

export const radix = 36;

/** What the vendor's IDs begin with (docs/api-contract.md) counts as one character. */
const usualStart = 'task-unified-';
const startMark = '!';

const hex = '0123456789abcdef-';
const small = `${hex}ghijklmnopqrstuvwxyz_`;
/** The first that has all characters of an ID is taken. */
const alphabets = [hex, `${small}${startMark}`, `${small}${startMark}ABCDEFGHIJKLMNOPQRSTUVWXYZ.:~`];
const keepable = /^[\w.:~-]{1,64}$/;

/** Of 64 characters of the last alphabet. */
export const maxDigits = 76;

/** Null for an ID with other characters, or a longer one. The first digits are not zero, so that none is lost. */
export function digitsOf(taskId: string): string | null {
  if (!keepable.test(taskId)) return null;
  const text = taskId.startsWith(usualStart) ? startMark + taskId.slice(usualStart.length) : taskId;
  const which = alphabets.findIndex((letters) => [...text].every((letter) => letters.includes(letter)));
  const letters = alphabets[which] ?? '';
  let number = 1n;
  for (const letter of text) number = number * BigInt(letters.length) + BigInt(letters.indexOf(letter));
  return (number * BigInt(alphabets.length) + BigInt(which)).toString(radix);
}

/** The ID again; any text where the digits are those of none. */
export function textOfDigits(digits: string): string {
  let number = 0n;
  for (const digit of digits) number = number * BigInt(radix) + BigInt(parseInt(digit, radix));
  const letters = alphabets[Number(number % BigInt(alphabets.length))] ?? '';
  let text = '';
  for (number /= BigInt(alphabets.length); number > 1n; number /= BigInt(letters.length))
    text = letters.charAt(Number(number % BigInt(letters.length))) + text;
  return text.replace(startMark, usualStart);
}
