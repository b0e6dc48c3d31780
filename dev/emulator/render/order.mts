/** What film a create request asks for, and what it costs. */
import {
  defaultOf,
  field,
  fieldsOf,
  model,
  type ModelId,
} from '../../../nodes/AiHubMaxVeo/catalogue/queries.ts';

/** What a renderer is asked for. */
export interface FilmOrder {
  /** http(s) addresses of the pictures the video is made from, none for a video from text alone. */
  pictures: readonly string[];
  /** The addresses are of videos, whose last picture counts. */
  continues: boolean;
  width: number;
  height: number;
  seconds: number;
  audio: boolean;
  /** Where the MP4 goes. */
  path: string;
}

type Body = Readonly<Record<string, unknown>>;

/** Long and short side in pixels. */
const sides: Readonly<Record<string, readonly [number, number]>> = {
  '720p': [1280, 720],
  '1080p': [1920, 1080],
  '4k': [3840, 2160],
};

/** A continuation has no choice of size and length: the vendor documents 7 seconds. */
const continuation = { resolution: '720p', duration: 7 };

/** The vendor's defaults under what the body says. */
function withDefaults(id: ModelId, body: Body): Body {
  const main = fieldsOf(id).filter((name) => !field(name).place);
  const defaults = main.map((name) => [field(name).wire, defaultOf(id, name)]);
  return { ...continuation, ...Object.fromEntries(defaults), ...body };
}

/** The body has passed the checks. */
export function orderOf(id: ModelId, body: Body): Omit<FilmOrder, 'path'> {
  const { resolution, aspect_ratio, duration, generate_audio } = withDefaults(id, body);
  const [long, short] = sides[String(resolution)] ?? [1280, 720];
  const portrait = aspect_ratio === '9:16';
  const rows = fieldsOf(id).map(field);
  const media = rows.filter((row) => row.kind === 'media');
  return {
    pictures: media.flatMap(({ wire }) => body[wire] ?? []).map(String),
    continues: media.some(({ mediaType }) => mediaType === 'video'),
    width: portrait ? short : long,
    height: portrait ? long : short,
    seconds: Number(duration),
    audio: generate_audio === true,
  };
}

/** The vendor publishes no prices that could be read: these are the emulator's own, in whole credits. */
export const creditsPerDollar = 100;

const perSecond = { standard: 4, fast: 2, lite: 1 } as const;

/** A picture of this many pixels costs double: 4k. */
const large = 3840 * 2160;

/** Credits reserved for a film of this model. */
export function creditsFor(id: ModelId, { seconds, width, height, audio }: Omit<FilmOrder, 'path'>): number {
  const size = width * height >= large ? 2 : 1;
  const sound = audio ? 1.5 : 1;
  return perSecond[model(id).variant] * seconds * size * sound;
}
