/** What film a create request asks for. */
import { field, fieldsOf, defaultOf, type ModelId } from '../../../nodes/AiHubMaxVeo/catalogue/queries.ts';
import type { MediaField } from '../../../nodes/AiHubMaxVeo/catalogue/types.ts';
import type { FilmOrder } from './film.mts';

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
  const main = fieldsOf(id).filter((name) => field(name).place === 'main');
  const defaults = main.map((name) => [field(name).wire, defaultOf(id, name)]);
  return { ...continuation, ...Object.fromEntries(defaults), ...body };
}

const mediaOf = (id: ModelId): MediaField[] =>
  fieldsOf(id).flatMap((name) => {
    const row = field(name);
    return row.kind === 'media' ? [row] : [];
  });

/** The body has passed the checks. */
export function orderOf(id: ModelId, body: Body): Omit<FilmOrder, 'path'> {
  const { resolution, aspect_ratio, duration, generate_audio } = withDefaults(id, body);
  const [long, short] = sides[String(resolution)] ?? [1280, 720];
  const portrait = aspect_ratio === '9:16';
  const media = mediaOf(id);
  return {
    pictures: media.flatMap(({ wire }) => body[wire] ?? []).map(String),
    continues: media.some(({ mediaType }) => mediaType === 'video'),
    width: portrait ? short : long,
    height: portrait ? long : short,
    seconds: Number(duration),
    audio: generate_audio === true,
  };
}
