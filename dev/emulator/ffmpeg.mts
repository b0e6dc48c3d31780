/** The packaged ffmpeg and ffprobe, and what a video file says of itself. */
import ffmpeg from '@ffmpeg-installer/ffmpeg';
import ffprobe from '@ffprobe-installer/ffprobe';
import { execFile } from 'node:child_process';
import { accessSync, chmodSync, constants } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An install without scripts leaves the packaged programs without their exec bit. */
function executable(path: string): string {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
  return path;
}

export const ffmpegPath = (): string => executable(ffmpeg.path);

export const ffprobePath = (): string => executable(ffprobe.path);

export interface VideoFacts {
  width: number;
  height: number;
  seconds: number;
  hasAudio: boolean;
  /** Of the picture, e.g. `h264`. */
  codec: string;
}

interface ProbeReport {
  streams: { codec_type: string; codec_name: string; width?: number; height?: number }[];
  format: { duration?: string };
}

/** Of a local file; rejects when it is no video. */
export async function probeVideo(path: string): Promise<VideoFacts> {
  const wanted = ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', path];
  const { stdout } = await run(ffprobePath(), wanted, { timeout: 20_000, maxBuffer: 1 << 24 });
  const { streams, format } = JSON.parse(stdout) as ProbeReport;
  const picture = streams.find((stream) => stream.codec_type === 'video');
  if (!picture?.width || !picture.height) throw new Error(`${path} holds no video`);
  return {
    width: picture.width,
    height: picture.height,
    seconds: Number(format.duration),
    hasAudio: streams.some((stream) => stream.codec_type === 'audio'),
    codec: picture.codec_name,
  };
}
