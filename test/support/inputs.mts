/** What each mode cannot do without, as a form that is filled in; a mode reads its own and ignores the rest. */
import { idsByMode } from '../contract/models.mts';

export const everyInput = {
  prompt: 'Waves roll in',
  imageUrl: 'https://example.com/photo.jpg',
  firstImageUrl: 'https://example.com/first.jpg',
  lastImageUrl: 'https://example.com/last.jpg',
  referenceImageUrls: 'https://example.com/one.jpg, https://example.com/two.jpg',
  videoSource: 'url',
  videoUrl: 'https://example.com/video.mp4',
};

export const lite = 'veo-3.1-lite-image-to-video';
export const fast = 'veo-3.1-fast-image-to-video';
export const standard = 'veo-3.1-image-to-video';

/** Every mode with every model of it. */
export const pairs: ReadonlyArray<readonly [mode: string, model: string]> = Object.entries(idsByMode).flatMap(
  ([mode, ids]) => ids.map((id) => [mode, id] as const),
);

export const variantOf = (id: string): string =>
  /lite/.test(id) ? 'lite' : /fast/.test(id) ? 'fast' : 'standard';

/** Every mode with every variant of it, as the form says them; the model that is sent for them comes last. */
export const choicesByMode: ReadonlyArray<readonly [mode: string, model: string, id: string]> = pairs.map(
  ([mode, id]) => [mode, variantOf(id), id] as const,
);
