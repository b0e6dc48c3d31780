/** Whether a file can be what a field needs, and what to tell the user about it. */
import { shortened } from '../json';
import type { Inspection } from './inspect';
import type { Kind } from './walks';

const megabyte = 1024 * 1024;
/** The vendor publishes no limit; its clients take this as one, since its CDN refuses bodies of about 100 MB. */
const maxBytes = 50 * megabyte;
/** Where uploads become slow and clients of the vendor stop sending base64. */
const largeBytes = 20 * megabyte;
/** "Recommended at least 720p, 16:9 or 9:16" (AIHubMax docs, Veo3.1 Image-to-Video, read 2026-11-22). */
const minSide = 720;
/** A frame this much off loses a tenth of the image or shows bars. */
const farRatio = 1.1;

const inMegabytes = (bytes: number) => `${Math.round(bytes / megabyte)} MB`;

/** As a message can show it, whatever somebody called the file. */
const shortName = (fileName: string) => shortened(fileName, 60);

const oddityHints: Readonly<Record<NonNullable<Kind['oddity']>, string>> = {
  gif: 'AIHubMax may use only the first frame of a GIF, or reject it.',
  animatedWebp: 'AIHubMax may use only the first frame of an animated WebP, or reject it.',
  animatedPng: 'AIHubMax may use only the first frame of an animated PNG, or reject it.',
  cmyk: 'the image is in CMYK colors, for print; AIHubMax may reject it or change its colors. Save it as RGB if so.',
};

function imageHints({ oddity, size }: Kind, ratio: unknown): string[] {
  const hints = oddity ? [oddityHints[oddity]] : [];
  if (!size) return hints;
  const { width, height } = size;
  const [across = NaN, down = NaN] = String(ratio).split(':').map(Number);
  const off = width / height / (across / down);
  const measured = `the image is ${width} x ${height}`;
  if (Math.min(width, height) < minSide)
    hints.push(`${measured}; videos from images below ${minSide}p may look blurry.`);
  if (Math.max(off, 1 / off) > farRatio)
    hints.push(`${measured}, the video ${ratio}: AIHubMax will crop it or add bars.`);
  return hints;
}

/** What the size alone says against a file; nothing has to be read for that. */
export function sizeIssue(bytes: number, fileName: string): string | undefined {
  if (bytes === 0) return `is an empty file (${shortName(fileName)}).`;
  if (bytes <= maxBytes) return undefined;
  return `is ${inMegabytes(bytes)} large (${shortName(fileName)}); at most ${inMegabytes(maxBytes)} can be uploaded.`;
}

const wanted = {
  image: { accepted: 'a JPEG, PNG, WebP or GIF image', advice: ' Save it as JPEG.' },
  video: { accepted: 'an MP4, MOV or WebM video', advice: ' Save it as MP4.' },
} as const;

function contentIssue(mediaType: 'image' | 'video', content: Inspection, fileName: string) {
  const name = shortName(fileName);
  const { image, video, otherFormat, isWhole } = content;
  const known = image ? 'an image' : video ? 'a video' : otherFormat?.name;
  if (content[mediaType])
    return isWhole ? undefined : `is ${known} that is cut off: a part of it is missing (${name}).`;
  const { accepted, advice } = wanted[mediaType];
  const isConvertible = otherFormat?.mediaType === mediaType;
  return `is ${known ? `${known}, ` : ''}not ${accepted} (${name}).${isConvertible ? advice : ''}`;
}

/**
 * `bytes`: of the whole file; `ratio`: the aspect ratio of the wanted video, such as 16:9. The issue continues a sentence that
 * names the field; `kind` is what the file is, whatever it is called, absent when there is an issue.
 */
export function fileVerdict(file: {
  mediaType: 'image' | 'video';
  content: Inspection;
  bytes: number;
  fileName: string;
  ratio: unknown;
}): { issue?: string; hints: string[]; kind?: Kind } {
  const { mediaType, content, bytes, fileName, ratio } = file;
  const kind = content[mediaType];
  const issue = sizeIssue(bytes, fileName) ?? contentIssue(mediaType, content, fileName);
  if (issue || !kind) return { issue, hints: [] };
  const hints = imageHints(kind, ratio);
  if (bytes > largeBytes) hints.push(`the file is ${inMegabytes(bytes)} large; AIHubMax may reject it.`);
  return { issue, kind, hints };
}

/** The name that a file is sent under: plain ASCII and short, with the ending of what it is. */
export function uploadName(fileName: string, extension: string): string {
  const stem = fileName
    .slice(0, 200)
    .replace(/\.\w{1,10}$/, '')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9_]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '');
  return `${stem || 'file'}.${extension}`;
}
