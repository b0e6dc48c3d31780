/** Requests of the other modes that the vendor refuses: what the form would say, if it can, and the body. */
import { rejected, date, sources } from './requestRows.mts';

const { frames, references, extend, openApi } = sources;

export const otherModes = [
  ...rejected({ date, mode: 'textToVideo', model: 'standard', id: 'veo-3.1-text-to-video' }, [
    [
      'Text to video with a picture, which its schema does not have',
      `${openApi}; strict schema assumed`,
      null,
      { image_url: 'https://example.com/photo.jpg' },
    ],
  ]),
  ...rejected({ date, mode: 'textToVideo', model: 'fast', id: 'veo-3.1-fast-text-to-video' }, [
    [
      'Text to video, fast with enhance prompt',
      `${openApi}: standard only; error codes page: unsupported_advanced_options`,
      null,
      { enhance_prompt: true },
      'unsupported_advanced_options',
    ],
  ]),
  ...rejected({ date, mode: 'textToVideo', model: 'lite', id: 'veo-3.1-lite-text-to-video' }, [
    ['Text to video, lite in 4k', `${openApi}: lite has no 4k`, { resolution: '4k' }],
    [
      'Text to video, lite in 1080p with 4 seconds',
      `${openApi}: lite at 1080p makes 8 seconds only`,
      { duration: 4 },
      { resolution: '1080p', duration: 4 },
    ],
  ]),
  ...rejected({ date, mode: 'firstLastFrame', model: 'standard', id: 'veo-3.1-first-last-frame-to-video' }, [
    ['First and last frame without the last', `${frames}: both images are required`, { lastImageUrl: '' }],
    [
      'First and last frame, a last frame that is no web address',
      `${frames}: public addresses; error codes page: invalid_image_url`,
      { lastImageUrl: 'C:\\last.jpg' },
      undefined,
      'invalid_image_url',
    ],
  ]),
  ...rejected({ date, mode: 'firstLastFrame', model: 'fast', id: 'veo-3.1-fast-first-last-frame-to-video' }, [
    ['First and last frame without the first', `${frames}: both images are required`, { firstImageUrl: '' }],
  ]),
  ...rejected({ date, mode: 'referenceToVideo', model: 'standard', id: 'veo-3.1-reference-to-video' }, [
    [
      'Reference to video without pictures',
      `${references}: 1 to 3 pictures are required`,
      { referenceImageUrls: '' },
      { reference_image_urls: [] },
    ],
    [
      'Reference to video with four pictures',
      `${references}: 1 to 3 pictures`,
      {
        referenceImageUrls:
          'https://example.com/a.jpg,https://example.com/b.jpg,https://example.com/c.jpg,https://example.com/d.jpg',
      },
      {
        reference_image_urls: [
          'https://example.com/a.jpg',
          'https://example.com/b.jpg',
          'https://example.com/c.jpg',
          'https://example.com/d.jpg',
        ],
      },
    ],
    [
      'Reference to video, one picture that is not in a list',
      `${references}: reference_image_urls is a list`,
      null,
      { reference_image_urls: 'https://example.com/a.jpg' },
    ],
    [
      'Reference to video with a seed, which the mode does not have',
      `${references}: no seed and no negative_prompt; strict schema assumed`,
      null,
      { seed: 1 },
    ],
    [
      'A reference type nobody documented',
      `${references}: ASSET or STYLE`,
      { options: { referenceType: 'MOOD' } },
    ],
    [
      'A lite model for references does not exist',
      `${openApi}: reference has standard and fast`,
      { model: 'veo-3.1-lite-reference-to-video', resolution: '720p' },
      { model: 'veo-3.1-lite-reference-to-video' },
      'model_not_found',
    ],
  ]),
  ...rejected({ date, mode: 'referenceToVideo', model: 'fast', id: 'veo-3.1-fast-reference-to-video' }, [
    [
      'Reference to video with 6 seconds',
      `${references}: 8 seconds only`,
      { resolution: '720p', duration: 6 },
    ],
    [
      'Reference to video with a negative prompt, which the mode does not have',
      `${references}: no seed and no negative_prompt; strict schema assumed`,
      null,
      { negative_prompt: 'fog' },
    ],
    [
      'Reference type on fast',
      `${references}: standard only; error codes page: unsupported_advanced_options`,
      null,
      { reference_type: 'STYLE' },
      'unsupported_advanced_options',
    ],
  ]),
  ...rejected({ date, mode: 'extend', model: 'standard', id: 'veo-3.1-extend' }, [
    ['Extend without a video', `${extend}: video_url is required`, { videoUrl: '' }],
    [
      'Extend with a length: it always adds 7 seconds',
      `${extend}: no duration; strict schema assumed`,
      null,
      { duration: 8 },
    ],
    [
      'Extend, fast, in the word order of the other fast models',
      `${extend}: the id is veo-3.1-extend-fast`,
      { model: 'veo-3.1-fast-extend' },
      undefined,
      'model_not_found',
    ],
  ]),
  ...rejected({ date, mode: 'extend', model: 'fast', id: 'veo-3.1-extend-fast' }, [
    [
      'Extend with a resolution: it keeps that of its video',
      `${extend}: no resolution; strict schema assumed`,
      null,
      { resolution: '1080p' },
    ],
  ]),
];
