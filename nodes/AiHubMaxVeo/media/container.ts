/** Whether a file is a video, told from its first bytes. Sources: ISO/IEC 14496-12 (ftyp), RFC 8794 (EBML). */
import { spells } from './bytes';
import type { Bytes } from './bytes';

export interface Container {
  mime: string;
  extension: string;
}

/** Enough for the signature of every container. */
export const containerHeadBytes = 16;

const mp4: Container = { mime: 'video/mp4', extension: 'mp4' };
const quickTime: Container = { mime: 'video/quicktime', extension: 'mov' };
const webm: Container = { mime: 'video/webm', extension: 'webm' };

/** By the type that a server announces; stores call any file an octet-stream, and what Veo makes is MP4. */
export const containerOf = (announced: string): Container =>
  [webm, quickTime].find(({ mime }) => mime === announced) ?? mp4;

/** Pictures in the same box as MP4, as phones take them (ISO/IEC 23008-12). */
const stillBrands = ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1', 'avif', 'avis', 'avci', 'crx '];

/** Null when the bytes are no video of a kind that is known. Never throws. */
export function sniffContainer(bytes: Bytes): Container | null {
  if (spells(bytes, 0, '\u001aE\u00df\u00a3')) return webm;
  if (!spells(bytes, 4, 'ftyp') || stillBrands.some((brand) => spells(bytes, 8, brand))) return null;
  return spells(bytes, 8, 'qt') ? quickTime : mp4;
}
