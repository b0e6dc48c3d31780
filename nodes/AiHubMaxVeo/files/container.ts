/** Whether a file is a video, told from its first bytes. Sources: ISO/IEC 14496-12 (ftyp), RFC 8794 (EBML). */
import { mp4Walk, webmWalk } from './boxes';
import { spells } from './bytes';
import type { Feed, Walk } from './feed';

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

/** Images in the same box as MP4, as phones take them (ISO/IEC 23008-12). */
const heicBrands = ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1', 'avci'];
const avifBrands = ['avif', 'avis'];
/** Sound alone in the same box: Apple's audio, audio books and protected audio; Adobe's audio. */
const audioBrands = ['M4A ', 'M4B ', 'M4P ', 'F4A ', 'F4B '];

const hasBrand = (bytes: Uint8Array, brands: string[]): boolean =>
  spells(bytes, 4, 'ftyp') && brands.some((brand) => spells(bytes, 8, brand));

export const isHeic = (bytes: Uint8Array): boolean => hasBrand(bytes, heicBrands);

export const isAvif = (bytes: Uint8Array): boolean => hasBrand(bytes, avifBrands);

export const isBoxedAudio = (bytes: Uint8Array): boolean => hasBrand(bytes, audioBrands);

/** Null when the bytes are no video of a kind that is known. Never throws. */
export function sniffContainer(bytes: Uint8Array): Container | null {
  if (spells(bytes, 0, '\u001aE\u00df\u00a3')) return webm;
  const isOther = isHeic(bytes) || isAvif(bytes) || isBoxedAudio(bytes) || hasBrand(bytes, ['crx ']);
  if (!spells(bytes, 4, 'ftyp') || isOther) return null;
  return spells(bytes, 8, 'qt') ? quickTime : mp4;
}

/** How to find out whether a video of this kind is whole. */
export const containerWalk = ({ mime }: Container): ((feed: Feed) => Walk) =>
  mime === webm.mime ? webmWalk : mp4Walk;
