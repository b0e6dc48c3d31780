/** Whether a file can be what a field needs, and what to tell the user about it. */
import type { Inspection } from './inspect';
import type { Size } from './jpeg';
import type { Image } from './image';

interface LookedAt {
  mediaType: 'image' | 'video';
  content: Inspection;
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
/** A frame this much off loses a tenth of the image or shows bars. */
const farRatio = 1.1;

const inMegabytes = (bytes: number) => `${Math.round(bytes / megabyte)} MB`;

const longestName = 60;

/** A file's name as a message can show it, whatever somebody called the file. */
function shortName(fileName: string): string {
  const name = fileName.slice(0, longestName);
  return name.length < fileName.length ? `${name}…` : name;
}

function ratioHint({ width, height }: Size, ratio: unknown): string[] {
  const [across = NaN, down = NaN] = String(ratio).split(':').map(Number);
  const off = width / height / (across / down);
  if (!(Math.max(off, 1 / off) > farRatio)) return [];
  return [`the image is ${width} x ${height}, the video ${ratio}: AIHubMax will crop it or add bars.`];
}

function sizeHints(size: Size, ratio: unknown): string[] {
  const { width, height } = size;
  const small = Math.min(width, height) < leastSide;
  const hint = `the image is ${width} x ${height}; videos from images below ${leastSide}p may look blurry.`;
  return [...(small ? [hint] : []), ...ratioHint(size, ratio)];
}

const oddityHints: Readonly<Record<NonNullable<Image['oddity']>, string>> = {
  gif: 'AIHubMax may use only the first frame of a GIF, or reject it.',
  animatedWebp: 'AIHubMax may use only the first frame of an animated WebP, or reject it.',
  cmyk: 'the image is in CMYK colors, for print; AIHubMax may reject it or change its colors. Save it as RGB if so.',
};

const refuse = (issue: string): FileVerdict => ({ issue, hints: [] });

const kinds = { image: 'a JPEG, PNG, WebP or GIF image', video: 'an MP4, MOV or WebM video' } as const;

/** What to do with a file that is something else than wanted. */
function wayOut({ mediaType, content: { image, video, stranger } }: LookedAt): string {
  const kind = image ? 'image' : video ? 'video' : stranger?.mediaType;
  if (kind !== mediaType) return '';
  return mediaType === 'image' ? ' Save it as JPEG.' : ' Save it as MP4.';
}

function strangerIssue(file: LookedAt): string {
  const { mediaType, content, fileName } = file;
  const { image, video, stranger } = content;
  const name = image ? 'an image' : video ? 'a video' : stranger?.name;
  return `is ${name ? `${name}, ` : ''}not ${kinds[mediaType]} (${shortName(fileName)}).${wayOut(file)}`;
}

function imageVerdict(file: LookedAt): FileVerdict {
  const { content, fileName, ratio } = file;
  const { image, isWhole } = content;
  if (!image) return refuse(strangerIssue(file));
  if (!isWhole) return refuse(`is an image that is cut off: its end is missing (${shortName(fileName)}).`);
  const { size, oddity } = image;
  const odd = oddity ? [oddityHints[oddity]] : [];
  return { kind: image, hints: [...odd, ...(size ? sizeHints(size, ratio) : [])] };
}

function videoVerdict(file: LookedAt): FileVerdict {
  const { video, isWhole } = file.content;
  if (!video) return refuse(strangerIssue(file));
  if (!isWhole)
    return refuse(`is a video that is cut off: its end is missing (${shortName(file.fileName)}).`);
  return { kind: video, hints: [] };
}

/** What the size alone says against a file; nothing has to be read for that. */
export function sizeIssue(bytes: number, fileName: string): string | undefined {
  if (bytes === 0) return `is an empty file (${shortName(fileName)}).`;
  if (bytes <= mostBytes) return undefined;
  const most = inMegabytes(mostBytes);
  return `is ${inMegabytes(bytes)} large (${shortName(fileName)}); at most ${most} can be uploaded.`;
}

export function fileVerdict(file: LookedAt): FileVerdict {
  const { bytes, fileName } = file;
  const wrongSize = sizeIssue(bytes, fileName);
  if (wrongSize) return refuse(wrongSize);
  const { issue, hints, kind } = file.mediaType === 'image' ? imageVerdict(file) : videoVerdict(file);
  const large =
    bytes > largeBytes ? [`the file is ${inMegabytes(bytes)} large; AIHubMax may reject it.`] : [];
  return { issue, kind, hints: [...hints, ...large] };
}

const longestStem = 40;

/** The name that a file is sent under: plain ASCII and short, with the ending of what it is. */
export function uploadName(fileName: string, extension: string): string {
  const stem = fileName
    .slice(0, 200)
    .replace(/\.\w{1,10}$/, '')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9_]+/g, '-')
    .slice(0, longestStem)
    .replace(/^-|-$/g, '');
  return `${stem || 'file'}.${extension}`;
}
