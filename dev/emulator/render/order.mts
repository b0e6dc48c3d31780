/** What film a create request asks for. */
import {
  field,
  fieldsOf,
  type FieldName,
  type ModelId,
} from '../../../nodes/AiHubMaxVeo/catalogue/queries.ts';
import type { FilmOrder } from './film.mts';

type Body = Readonly<Record<string, unknown>>;

/** Long and short side in pixels. */
const sides: Readonly<Record<string, readonly [number, number]>> = {
  '720p': [1280, 720],
  '1080p': [1920, 1080],
  '4k': [3840, 2160],
};

/** What a body that names no size and no length gets. */
const usual = { resolution: '1080p', aspect_ratio: '16:9', duration: 8, generate_audio: false };

/** A video to go on from gives its first picture. */
const holdsPictures = (name: FieldName): boolean => ['image', 'images', 'video'].includes(field(name).kind);

/** The body has passed the checks. */
export function orderOf(id: ModelId, body: Body): Omit<FilmOrder, 'path'> {
  const { resolution, aspect_ratio, duration, generate_audio } = { ...usual, ...body };
  const [long, short] = sides[resolution] ?? [1920, 1080];
  const portrait = aspect_ratio === '9:16';
  const pictures = fieldsOf(id)
    .filter(holdsPictures)
    .flatMap((name) => body[field(name).wire] ?? []);
  return {
    pictures: pictures.map(String),
    width: portrait ? short : long,
    height: portrait ? long : short,
    seconds: duration,
    audio: generate_audio,
  };
}
