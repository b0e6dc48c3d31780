/**
 * The IDs of each mode, the standard one first. AIHubMax docs, Veo3.1 pages (text-to-video, image-to-video,
 * first-last-frame, reference, extend) and the OpenAPI files behind them, read 2026-11-22.
 */
export const idsByMode: Readonly<Record<string, readonly string[]>> = {
  imageToVideo: ['veo-3.1-image-to-video', 'veo-3.1-fast-image-to-video', 'veo-3.1-lite-image-to-video'],
  textToVideo: ['veo-3.1-text-to-video', 'veo-3.1-fast-text-to-video', 'veo-3.1-lite-text-to-video'],
  firstLastFrame: [
    'veo-3.1-first-last-frame-to-video',
    'veo-3.1-fast-first-last-frame-to-video',
    'veo-3.1-lite-first-last-frame-to-video',
  ],
  referenceToVideo: ['veo-3.1-reference-to-video', 'veo-3.1-fast-reference-to-video'],
  extend: ['veo-3.1-extend', 'veo-3.1-extend-fast'],
};
