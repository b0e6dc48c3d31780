/** What each mode cannot do without, as a form that is filled in; a mode reads its own and ignores the rest. */
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

/** The ids of each mode, standard first. docs.aihubmax.com, Veo3.1 pages and their OpenAPI files, read 2026-11-22. */
export const idsByMode: Readonly<Record<string, readonly string[]>> = {
  imageToVideo: [standard, fast, lite],
  textToVideo: ['veo-3.1-text-to-video', 'veo-3.1-fast-text-to-video', 'veo-3.1-lite-text-to-video'],
  firstLastFrame: [
    'veo-3.1-first-last-frame-to-video',
    'veo-3.1-fast-first-last-frame-to-video',
    'veo-3.1-lite-first-last-frame-to-video',
  ],
  referenceToVideo: ['veo-3.1-reference-to-video', 'veo-3.1-fast-reference-to-video'],
  // The vendor's own word order in the second.
  extend: ['veo-3.1-extend', 'veo-3.1-extend-fast'],
};

/** Every mode with every model of it. */
export const pairs: ReadonlyArray<readonly [mode: string, model: string]> = Object.entries(idsByMode).flatMap(
  ([mode, ids]) => ids.map((id) => [mode, id] as const),
);
