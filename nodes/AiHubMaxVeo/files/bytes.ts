/** Reads numbers out of a file's first bytes. Beyond the end everything is NaN, so a cut file never throws. */

export const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] ?? NaN;

/** Plain loops: a crafted file can ask for this a hundred thousand times. */
export function bigEndian(bytes: Uint8Array, at: number, length: number): number {
  let sum = 0;
  for (let step = 0; step < length; step++) sum = sum * 256 + byteAt(bytes, at + step);
  return sum;
}

export function littleEndian(bytes: Uint8Array, at: number, length: number): number {
  let sum = 0;
  for (let step = length - 1; step >= 0; step--) sum = sum * 256 + byteAt(bytes, at + step);
  return sum;
}

/** Whether the bytes at `at` spell `text`, one byte a character. */
export function spells(bytes: Uint8Array, at: number, text: string): boolean {
  for (let step = 0; step < text.length; step++) if (bytes[at + step] !== text.charCodeAt(step)) return false;
  return true;
}
