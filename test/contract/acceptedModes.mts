/** Requests of the other modes that the vendor takes: what the form says, and the body that is sent for it. */
import { accepted, date, sources } from './requestRows.mts';

const { frames, references, extend, openApi } = sources;

export const otherModes = [
  ...accepted({ date, mode: 'textToVideo', model: 'standard', id: 'veo-3.1-text-to-video' }, [
    ['Text to video, standard, with the documented defaults', `${openApi}: veo-3.1-text-to-video`, {}],
    [
      'Text to video, standard, with every option',
      `${openApi}: veo-3.1-text-to-video`,
      {
        aspectRatio: '9:16',
        resolution: '4k',
        duration: 6,
        generateAudio: true,
        options: {
          autoFix: true,
          safetyTolerance: 2,
          enhancePrompt: true,
          personGeneration: 'allow_adult',
          negativePrompt: 'blurry',
          seed: 11,
        },
      },
    ],
  ]),
  ...accepted({ date, mode: 'textToVideo', model: 'fast', id: 'veo-3.1-fast-text-to-video' }, [
    [
      'Text to video, fast, with the options it has',
      `${openApi}: veo-3.1-fast-text-to-video`,
      { resolution: '720p', duration: 4, options: { safetyTolerance: 6, negativePrompt: 'blurry' } },
    ],
  ]),
  ...accepted({ date, mode: 'textToVideo', model: 'lite', id: 'veo-3.1-lite-text-to-video' }, [
    [
      'Text to video, lite, a blank resolution and 6 seconds: 720p is asked for',
      `${openApi}: lite at 1080p, the default, makes 8 seconds only`,
      { resolution: '', duration: 6 },
      { resolution: '720p', duration: 6 },
    ],
  ]),
  ...accepted({ date, mode: 'firstLastFrame', model: 'standard', id: 'veo-3.1-first-last-frame-to-video' }, [
    [
      'First and last frame, standard, with every option',
      frames,
      {
        generateAudio: true,
        options: {
          autoFix: false,
          safetyTolerance: 4,
          enhancePrompt: true,
          personGeneration: 'dont_allow',
          negativePrompt: 'text',
          seed: 3,
        },
      },
    ],
  ]),
  ...accepted({ date, mode: 'firstLastFrame', model: 'fast', id: 'veo-3.1-fast-first-last-frame-to-video' }, [
    [
      'First and last frame, fast, portrait, 4k',
      frames,
      { aspectRatio: '9:16', resolution: '4k', duration: 4 },
    ],
  ]),
  ...accepted({ date, mode: 'firstLastFrame', model: 'lite', id: 'veo-3.1-lite-first-last-frame-to-video' }, [
    [
      'First and last frame, lite, 720p, 4 seconds',
      frames,
      { resolution: '720p', duration: 4, options: { seed: 8 } },
    ],
  ]),
  ...accepted({ date, mode: 'referenceToVideo', model: 'standard', id: 'veo-3.1-reference-to-video' }, [
    [
      'Reference to video, one picture is still a list',
      `${references}: reference_image_urls, 1 to 3 addresses; 8 seconds only`,
      {},
    ],
    [
      "Reference to video, three pictures by comma and line break, as in the docs' sample: STYLE",
      `${references}, sample request and options of the standard model`,
      {
        referenceImageUrls: 'https://example.com/a.jpg, https://example.com/b.jpg\nhttps://example.com/c.jpg',
        aspectRatio: '9:16',
        resolution: '4k',
        generateAudio: true,
        options: {
          referenceType: 'STYLE',
          autoFix: true,
          safetyTolerance: 3,
          enhancePrompt: false,
          personGeneration: 'allow_adult',
        },
      },
      {
        reference_image_urls: [
          'https://example.com/a.jpg',
          'https://example.com/b.jpg',
          'https://example.com/c.jpg',
        ],
        aspect_ratio: '9:16',
        resolution: '4k',
        generate_audio: true,
        reference_type: 'STYLE',
        auto_fix: true,
        safety_tolerance: 3,
        enhance_prompt: false,
        person_generation: 'allow_adult',
      },
    ],
  ]),
  ...accepted({ date, mode: 'referenceToVideo', model: 'fast', id: 'veo-3.1-fast-reference-to-video' }, [
    [
      'Reference to video, fast, two pictures as a list from an expression',
      `${references}: fast has auto_fix and safety_tolerance`,
      {
        referenceImageUrls: ['https://example.com/a.jpg', 'https://example.com/b.jpg'],
        resolution: '720p',
        duration: '8s',
        options: { safetyTolerance: 1, autoFix: false },
      },
      {
        reference_image_urls: ['https://example.com/a.jpg', 'https://example.com/b.jpg'],
        resolution: '720p',
        safety_tolerance: 1,
        auto_fix: false,
      },
    ],
  ]),
  ...accepted({ date, mode: 'extend', model: 'standard', id: 'veo-3.1-extend' }, [
    [
      'Extend, with its documented defaults: sound is on',
      `${extend}: no resolution and no duration; generate_audio default true`,
      {},
    ],
  ]),
  ...accepted({ date, mode: 'extend', model: 'fast', id: 'veo-3.1-extend-fast' }, [
    [
      'Extend, fast, whose id has another word order, with every option of the mode',
      `${extend}: veo-3.1-extend-fast`,
      {
        aspectRatio: '9:16',
        generateAudio: false,
        options: { autoFix: true, safetyTolerance: 4, negativePrompt: 'cuts', seed: 9 },
      },
    ],
  ]),
];
