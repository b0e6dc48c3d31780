/** A real video: the pictures of the request, a slow move over them, a soft chord when sound was asked for. */
import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { download } from '../download.mts';
import { ffmpegPath } from '../ffmpeg.mts';
import { FilmError, type FilmOrder, type Renderer } from './film.mts';
import { pictureGraph, rate } from './filters.mts';

const timeLimitMs = 180_000;
const run = promisify(execFile);

/** Stands in for the picture of a video made from text alone: an evening sky. */
const sky = ['-f', 'lavfi', '-i', "nullsrc=s=160x90,geq=r='40+Y*2':g='70+Y':b='150-Y*0.6',format=yuv420p"];

const chord = '0.07*(sin(440*PI*t)+sin(554.4*PI*t)+sin(659.2*PI*t))*(0.7+0.3*sin(PI*t/2))';

const soundOf = ({ seconds }: FilmOrder): string[] => [
  ...['-f', 'lavfi', '-i', `aevalsrc=${chord}:s=44100:d=${seconds}`],
  ...['-af', `afade=t=in:d=0.5,afade=t=out:st=${seconds - 0.5}:d=0.5`, '-c:a', 'aac', '-b:a', '96k'],
];

function argumentsFor(order: FilmOrder, files: readonly string[]): string[] {
  const end = order.continues ? ['-sseof', '-0.1'] : [];
  const inputs = files.length > 0 ? files.flatMap((file) => [...end, '-i', file]) : sky;
  const count = Math.max(files.length, 1);
  const sound = order.audio ? [...soundOf(order), '-map', `${count}:a`] : ['-an'];
  return [
    // A playlist handed in as a picture must not make ffmpeg open addresses.
    ...['-v', 'error', '-y', '-nostdin', '-protocol_whitelist', 'file', ...inputs, ...sound],
    ...['-filter_complex', pictureGraph(count, order), '-map', '[video]', '-r', String(rate)],
    ...['-frames:v', String(order.seconds * rate), '-t', String(order.seconds)],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '26', '-movflags', '+faststart', order.path],
  ];
}

async function savePictures({ pictures, path }: FilmOrder, signal: AbortSignal): Promise<string[]> {
  const files: string[] = [];
  for (const address of pictures) {
    const bytes = await download(address, signal).catch(({ message }: Error) => {
      throw new FilmError('invalid_image_url', message);
    });
    const file = `${path}.picture-${files.length}`;
    writeFileSync(file, bytes);
    files.push(file);
  }
  return files;
}

async function make(order: FilmOrder, files: readonly string[], signal: AbortSignal): Promise<void> {
  const options = { timeout: timeLimitMs, killSignal: 'SIGKILL', signal } as const;
  await run(ffmpegPath(), argumentsFor(order, files), options).catch(
    ({ killed, stderr = '' }: { killed?: boolean; stderr?: string }) => {
      const tail = stderr.trim().split('\n').slice(-3).join(' ');
      const reason = killed ? `rendering took more than ${timeLimitMs / 1000} seconds` : tail;
      throw new FilmError('image_processing_error', `The image could not be processed: ${reason}`);
    },
  );
}

export const renderFilm: Renderer = async (order, signal) => {
  const files = await savePictures(order, signal);
  try {
    await make(order, files, signal);
  } finally {
    files.forEach((file) => rmSync(file, { force: true }));
  }
};
