/** The picture of a film as an ffmpeg filter graph. */
import type { FilmOrder } from './film.mts';

/** Frames per second of every film. */
export const rate = 24;

type Frame = Pick<FilmOrder, 'width' | 'height' | 'seconds'>;

/** Fills the frame exactly, cropping what sticks out, and holds it: the picture is decoded and scaled once. */
function held(input: number, { width, height }: Frame): string {
  const cover = `scale=${width}:${height}:force_original_aspect_ratio=increase:flags=bilinear`;
  const hold = `loop=loop=-1:size=1:start=0,setpts=N/${rate}/TB`;
  return `[${input}:v]${cover},crop=${width}:${height},setsar=1,format=yuv420p,${hold}[held${input}]`;
}

/** Each further picture fades in over the one before, all spread evenly over the film. */
function faded(count: number, seconds: number): string[] {
  const stretch = seconds / count;
  return Array.from({ length: count - 1 }, (_, i) => {
    const start = (i + 0.5) * stretch;
    const fade = `fade=in:st=${start}:d=${stretch}:alpha=1`;
    return `[held${i + 1}]format=yuva420p,${fade}[next${i}];[mix${i}][next${i}]overlay[mix${i + 1}]`;
  });
}

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
const longestMoved = 1920;

/** Gives `[video]`. `count` pictures are the inputs 0 to count - 1. */
export function pictureGraph(count: number, { width, height, seconds }: Frame): string {
  const share = Math.min(1, longestMoved / Math.max(width, height));
  const stage = { width: width * share, height: height * share, seconds };
  const inputs = Array.from({ length: count }, (_, input) => held(input, stage));
  const size = `scale=${width}:${height}:flags=fast_bilinear,format=yuv420p`;
  const last = `[mix${count - 1}]${moved(seconds * rate)},${size}[video]`;
  return [...inputs, '[held0]null[mix0]', ...faded(count, seconds), last].join(';');
}
