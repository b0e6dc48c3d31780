/** Reads numbers out of a file's first bytes. Beyond the end everything is NaN, so a cut file never throws. */
export type Bytes = Readonly<Uint8Array>;

export const byteAt = (bytes: Bytes, at: number): number => bytes[at] ?? NaN;

export const bigEndian = (bytes: Bytes, at: number, length: number): number =>
  Array.from({ length }, (_, step) => byteAt(bytes, at + step)).reduce((sum, byte) => sum * 256 + byte, 0);

export const littleEndian = (bytes: Bytes, at: number, length: number): number =>
  Array.from({ length }, (_, step) => byteAt(bytes, at + step)).reduceRight(
    (sum, byte) => sum * 256 + byte,
    0,
  );

/** Whether the bytes at `at` spell `text`, one byte a character. */
export const spells = (bytes: Bytes, at: number, text: string): boolean =>
  [...text].every((character, step) => bytes[at + step] === character.charCodeAt(0));
