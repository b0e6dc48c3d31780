/** A real video: the picture of the request, a slow move over it, a soft chord when sound was asked for. */
import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { download } from '../download.mts';
import { ffmpegPath } from '../ffmpeg.mts';
import { badPicture, Refusal } from '../refusal.mts';
import type { FilmOrder } from './order.mts';

/**
 * Writes the MP4 to `order.path`; rejects when it cannot, with a Refusal whose code is what the failed task reports.
 * Stops when the signal says so.
 */
export type Renderer = (order: FilmOrder, signal: AbortSignal) => Promise<void>;

const timeLimitMs = 180_000;
const run = promisify(execFile);

/** Stands in for the picture of a video made from text alone: an evening sky. */
const sky = ['-f', 'lavfi', '-i', "nullsrc=s=160x90,geq=r='40+Y*2':g='70+Y':b='150-Y*0.6',format=yuv420p"];

const chord = '0.07*(sin(440*PI*t)+sin(554.4*PI*t)+sin(659.2*PI*t))*(0.7+0.3*sin(PI*t/2))';

const soundOf = ({ seconds }: FilmOrder): string[] => [
  ...['-f', 'lavfi', '-i', `aevalsrc=${chord}:s=44100:d=${seconds}`],
  ...['-af', `afade=t=in:d=0.5,afade=t=out:st=${seconds - 0.5}:d=0.5`, '-c:a', 'aac', '-b:a', '96k'],
];

/** Frames per second of every film. */
const rate = 24;

/** A slow move closer and to one side. Perspective moves by parts of a pixel, where zoompan and crop would jitter. */
function moved(frames: number): string {
  const x = `W*0.14*on/${frames}`;
  const y = `H*0.14*on/${frames}`;
  const left = `x0='${x}*0.7':x2='${x}*0.7'`;
  const right = `x1='W-${x}*0.3':x3='W-${x}*0.3'`;
  const rows = `y0='${y}*0.5':y1='${y}*0.5':y2='H-${y}*0.5':y3='H-${y}*0.5'`;
  return `perspective=${left}:${right}:${rows}:eval=frame`;
}

/** Moving a bigger picture than this costs four times the work and shows hardly more. */
const maxMovedPixels = 1280;

/** Fills the frame exactly, cropping what sticks out, holds it, decoded and scaled once, and moves over it. */
function pictureFilter({ width, height, seconds }: FilmOrder): string {
  const share = Math.min(1, maxMovedPixels / Math.max(width, height));
  const [wide, high] = [width * share, height * share];
  const cover = `scale=${wide}:${high}:force_original_aspect_ratio=increase:flags=bilinear`;
  const hold = `loop=loop=-1:size=1:start=0,setpts=N/${rate}/TB`;
  const still = `${cover},crop=${wide}:${high},setsar=1,format=yuv420p,${hold}`;
  return `${still},${moved(seconds * rate)},scale=${width}:${height}:flags=fast_bilinear,format=yuv420p`;
}

function argumentsFor(order: FilmOrder, picture: string | undefined): string[] {
  const end = order.continues ? ['-sseof', '-0.1'] : [];
  const input = picture ? [...end, '-i', picture] : sky;
  const sound = order.audio ? [...soundOf(order), '-map', '1:a'] : ['-an'];
  return [
    // A playlist handed in as a picture must not make ffmpeg open addresses.
    ...['-v', 'error', '-y', '-nostdin', '-protocol_whitelist', 'file', ...input, ...sound],
    ...['-map', '0:v', '-filter:v', pictureFilter(order), '-r', String(rate)],
    ...['-frames:v', String(order.seconds * rate), '-t', String(order.seconds)],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '26', '-movflags', '+faststart', order.path],
  ];
}

/** Of several pictures the first one is filmed. */
export const renderFilm: Renderer = async (order, signal) => {
  const [address] = order.pictures;
  const picture = address && `${order.path}.picture`;
  if (picture) writeFileSync(picture, await download(address, badPicture, signal));
  const options = { timeout: timeLimitMs, killSignal: 'SIGKILL', signal } as const;
  await run(ffmpegPath(), argumentsFor(order, picture), options)
    .catch(({ killed, stderr = '' }: { killed?: boolean; stderr?: string }) => {
      const tail = stderr.trim().split('\n').slice(-3).join(' ');
      const reason = killed ? `rendering took more than ${timeLimitMs / 1000} seconds` : tail;
      throw new Refusal(422, 'image_processing_error', `The image could not be processed: ${reason}`);
    })
    .finally(() => picture && rmSync(picture, { force: true }));
};
