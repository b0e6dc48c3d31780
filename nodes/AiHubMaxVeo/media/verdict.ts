/** Whether a file can be what a field needs, and what to tell the user about it. */
import { containerHeadBytes, sniffContainer } from './container';
import type { Size } from './jpeg';
import { pictureHeadBytes, sniffPicture } from './picture';
import type { Bytes } from './bytes';

export interface LookedAt {
  holds: 'image' | 'video';
  head: Bytes;
  /** Of the whole file. */
  bytes: number;
  fileName: string;
  /** The aspect ratio of the wanted video, such as 16:9. */
  ratio: unknown;
}

export interface FileVerdict {
  /** Continues a sentence that names the field. */
  issue?: string;
  hints: string[];
  /** What the file is, whatever it is called; absent when there is an issue. */
  kind?: { mime: string; extension: string };
}

const megabyte = 1024 * 1024;
/** The vendor publishes no limit; its clients take this as one, since its CDN refuses bodies of about 100 MB. */
const mostBytes = 50 * megabyte;
/** Where uploads become slow and clients of the vendor stop sending base64. */
const largeBytes = 20 * megabyte;
/** "Recommended at least 720p, 16:9 or 9:16" (AIHubMax docs, Veo3.1 Image-to-Video, read 2026-11-22). */
const leastSide = 720;
/** A frame this much off loses a tenth of the picture or shows bars. */
const farRatio = 1.1;

/** The first bytes of a file suffice once they tell what it is. */
export function headIsEnough(head: Bytes): boolean {
  if (head.length >= pictureHeadBytes) return true;
  const picture = sniffPicture(head);
  return picture ? picture.size !== null : head.length >= containerHeadBytes;
}

const inMegabytes = (bytes: number) => `${Math.round(bytes / megabyte)} MB`;

function ratioHint({ width, height }: Size, ratio: unknown): string[] {
  const [across = NaN, down = NaN] = String(ratio).split(':').map(Number);
  const off = width / height / (across / down);
  if (!(Math.max(off, 1 / off) > farRatio)) return [];
  return [`the picture is ${width} x ${height}, the video ${ratio}: the service will crop it or add bars.`];
}

function sizeHints(size: Size, ratio: unknown): string[] {
  const { width, height } = size;
  const small = Math.min(width, height) < leastSide;
  const hint = `the picture is ${width} x ${height}; below ${leastSide}p the video gets blurred.`;
  return [...(small ? [hint] : []), ...ratioHint(size, ratio)];
}

function pictureVerdict({ head, bytes, fileName, ratio }: LookedAt): FileVerdict {
  const picture = sniffPicture(head);
  if (!picture) return { issue: `is not a JPEG, PNG, WebP or GIF picture (${fileName}).`, hints: [] };
  if (!picture.size && head.length >= bytes)
    return { issue: `is a picture that is cut off (${fileName}).`, hints: [] };
  const gif =
    picture.mime === 'image/gif' ? ['of a GIF the service may take the first frame, or refuse it.'] : [];
  return { kind: picture, hints: [...gif, ...(picture.size ? sizeHints(picture.size, ratio) : [])] };
}

function videoVerdict({ head, fileName }: LookedAt): FileVerdict {
  const kind = sniffContainer(head);
  return kind ? { kind, hints: [] } : { issue: `is not an MP4, MOV or WebM video (${fileName}).`, hints: [] };
}

export function fileVerdict(file: LookedAt): FileVerdict {
  const { bytes, fileName } = file;
  if (bytes === 0) return { issue: `is an empty file (${fileName}).`, hints: [] };
  const limit = `is ${inMegabytes(bytes)} large (${fileName}); at most ${inMegabytes(mostBytes)} can be uploaded.`;
  if (bytes > mostBytes) return { issue: limit, hints: [] };
  const { issue, hints, kind } = file.holds === 'image' ? pictureVerdict(file) : videoVerdict(file);
  const large =
    bytes > largeBytes ? [`the file is ${inMegabytes(bytes)} large; the service may refuse it.`] : [];
  return { issue, kind, hints: [...hints, ...large] };
}

/** The name of a file with the ending of what it is: the service goes by it. */
export function withExtension(fileName: string, extension: string): string {
  const name = fileName || 'file';
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase().replace('jpeg', 'jpg');
  return ending === extension ? name : `${name}.${extension}`;
}
