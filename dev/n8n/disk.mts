import { statfsSync } from 'node:fs';

const bytesPerMegabyte = 1e6;

/** Megabytes free for us on the disk that holds the folder. */
export function freeMegabytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return (bavail * bsize) / bytesPerMegabyte;
}

/**
 * Follows how much has been written to the folder's disk since now. Asking the disk is instant, where adding up two
 * hundred thousand files would slow down the very installation it reports on.
 */
export function megabytesWritten(folder: string): () => number {
  const before = freeMegabytes(folder);
  return () => Math.max(0, before - freeMegabytes(folder));
}

/** Throws, in a sentence, when the folder's disk cannot take that many gigabytes. */
export function demandSpace(folder: string, gigabytes: number): void {
  const free = freeMegabytes(folder) / 1000;
  if (free < gigabytes)
    throw new Error(`${gigabytes} GB are needed in ${folder}, ${free.toFixed(1)} GB are free.`);
}
