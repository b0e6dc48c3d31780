/** Requests of Image to Video that the vendor refuses: what the form would say, if it can, and the body. */
import { rejected, date, sources } from './requestRows.mts';

const { image: docs, openApi } = sources;

export const imageToVideo = [
  ...rejected({ date, mode: 'imageToVideo', model: 'standard', id: 'veo-3.1-image-to-video' }, [
    [
      'A request without a prompt',
      `${docs}: prompt is required; error codes page: 422 for validation`,
      { prompt: '' },
    ],
    ['A prompt of nothing but blanks', `${docs}: prompt is required`, { prompt: '  \n ' }],
    ['A request without a model', `${docs}: model is required`, null, { model: undefined }],
    [
      'A model that does not exist',
      'Public client cookaihq/aihub-mcp, run with a real key 2026-07-16: unknown models are refused at submit',
      { model: 'veo-9-image-to-video' },
      undefined,
      'model_not_found',
    ],
    ['A length of 5 seconds', `${docs}, duration: 4, 6 or 8`, { duration: '5s' }, { duration: 5 }],
    [
      'A length as text',
      `${docs}, duration: an integer; strict typing assumed from the gateway's other models`,
      null,
      { duration: '8' },
    ],
    ['A square video', `${docs}, aspect_ratio: 16:9 or 9:16`, { aspectRatio: '1:1' }],
    ['A resolution of 480p', `${docs}, resolution: 720p, 1080p or 4k`, { resolution: '480p' }],
    [
      'A resolution of null: only the advanced fields may be null',
      `${openApi}: resolution is a plain string`,
      null,
      { resolution: null },
    ],
    ['A safety tolerance of 7', `${docs}, safety_tolerance: 1 to 6`, { options: { safetyTolerance: 7 } }],
    [
      "A person generation of allow_all, which Google's own API knows",
      `${docs}, person_generation: dont_allow or allow_adult`,
      { options: { personGeneration: 'allow_all' } },
    ],
    ['A seed with a fraction', `${docs}, seed: an integer`, { options: { seed: 1.5 } }],
    ['Sound as a word', `${docs}, generate_audio: a boolean`, { generateAudio: 'loud' }],
    [
      'Auto fix as text',
      `${docs}, auto_fix: a boolean; strict typing assumed from the gateway's other models`,
      null,
      { auto_fix: 'true' },
    ],
    [
      'A negative prompt that is a list',
      `${docs}, negative_prompt: one text of keywords separated by commas`,
      { options: { negativePrompt: ['fog', 'rain'] } },
    ],
    [
      'A callback address, which only legacy models take',
      `${openApi}: no callback_url on this entry; strict schema assumed`,
      null,
      { callback_url: 'https://example.com/hook' },
    ],
    [
      'A number of videos',
      `${docs}: no such field; strict schema assumed from the gateway's other models`,
      null,
      { n: 2 },
    ],
    [
      'The image list of the older combined models',
      `${openApi}: image_urls belongs to veo-3.1, not to the split entries`,
      null,
      { image_urls: ['https://example.com/photo.jpg'] },
    ],
    [
      'A picture inside the request as a data URL',
      `${docs}: image_url is a publicly reachable address; error codes page: invalid_image_url`,
      { imageUrl: 'data:image/png;base64,iVBORw0KGgo=' },
      undefined,
      'invalid_image_url',
    ],
    [
      'Two image addresses where one is taken',
      `${docs}, image_url: one string`,
      { imageUrl: ['https://example.com/photo.jpg', 'https://example.com/other.jpg'] },
    ],
  ]),
  ...rejected({ date, mode: 'imageToVideo', model: 'fast', id: 'veo-3.1-fast-image-to-video' }, [
    ['A request without an image', `${docs}: image_url is required`, { imageUrl: '' }],
    ['A length of 10 seconds on fast', `${docs}, duration: 4, 6 or 8`, { duration: 10 }],
    [
      'Enhance prompt on fast',
      `${docs}: standard only; error codes page: unsupported_advanced_options`,
      null,
      { enhance_prompt: true },
      'unsupported_advanced_options',
    ],
    [
      'Person generation on fast',
      `${docs}: standard only; error codes page: unsupported_advanced_options`,
      null,
      { person_generation: 'allow_adult' },
      'unsupported_advanced_options',
    ],
    [
      'A safety tolerance of 0 on fast',
      `${docs}, safety_tolerance: 1 to 6`,
      { options: { safetyTolerance: 0 } },
    ],
    [
      'A picture on an FTP server',
      `${docs}: image_url is a publicly reachable address; error codes page: invalid_image_url`,
      { imageUrl: 'ftp://example.com/photo.jpg' },
      undefined,
      'invalid_image_url',
    ],
  ]),
  ...rejected({ date, mode: 'imageToVideo', model: 'lite', id: 'veo-3.1-lite-image-to-video' }, [
    [
      'An aspect ratio of 21:9, which other models know',
      `${docs}, aspect_ratio: 16:9 or 9:16`,
      { aspectRatio: '21:9' },
    ],
    ['Lite in 4k', `${docs}: lite has no 4k`, { resolution: '4k' }, { resolution: '4k', duration: 8 }],
    [
      'Lite in 1080p with 4 seconds',
      `${docs}: lite at 1080p makes 8 seconds only`,
      { duration: 4 },
      { resolution: '1080p', duration: 4 },
    ],
    [
      'Lite in 1080p with 6 seconds',
      `${docs}: lite at 1080p makes 8 seconds only`,
      { aspectRatio: '9:16', resolution: '1080P', duration: '6s' },
      { aspect_ratio: '9:16', resolution: '1080p', duration: 6 },
    ],
    [
      'Lite with 4 seconds and no resolution, which means 1080p',
      'Follows from AIHubMax docs, Veo3.1 Image-to-Video: default 1080p, where lite makes 8 seconds only',
      null,
      { duration: 4 },
    ],
    [
      'Lite with 6 seconds and no resolution, which means 1080p',
      'Follows from AIHubMax docs, Veo3.1 Image-to-Video: default 1080p, where lite makes 8 seconds only',
      null,
      { duration: 6, generate_audio: true },
    ],
    [
      'Safety tolerance on lite',
      `${docs}: not for lite; error codes page: unsupported_advanced_options`,
      null,
      { safety_tolerance: 3 },
      'unsupported_advanced_options',
    ],
    [
      'Enhance prompt on lite',
      `${docs}: standard only; error codes page: unsupported_advanced_options`,
      null,
      { enhance_prompt: false },
      'unsupported_advanced_options',
    ],
    [
      'Person generation on lite',
      `${docs}: standard only; error codes page: unsupported_advanced_options`,
      null,
      { person_generation: 'dont_allow' },
      'unsupported_advanced_options',
    ],
    ['A seed that is a word', `${docs}, seed: an integer`, { options: { seed: 'lucky' } }],
    [
      'The name of a local file',
      `${docs}: image_url is a publicly reachable address; error codes page: invalid_image_url`,
      { imageUrl: 'photo.jpg' },
      undefined,
      'invalid_image_url',
    ],
  ]),
];
