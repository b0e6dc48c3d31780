/** Requests of Image to Video, standard and fast, that the vendor takes: what the form says, and the body that is sent for it. */
import { accepted } from './requestRows.mts';

const date = '2026-11-22';
const docs = 'AIHubMax docs, Veo3.1 Image-to-Video';

export const imageToVideo = [
  ...accepted({ date, mode: 'imageToVideo', model: 'standard', id: 'veo-3.1-image-to-video' }, [
    [
      "The vendor's own sample request",
      `${docs}, sample request`,
      { prompt: 'The flowers sway gently in the wind', aspectRatio: '', generateAudio: true },
      { prompt: 'The flowers sway gently in the wind', generate_audio: true, aspect_ratio: undefined },
    ],
    ['Standard with the documented defaults', `${docs}, defaults of the fields`, {}, {}],
    [
      'Standard, portrait, 720p, 4 seconds',
      docs,
      { aspectRatio: '9:16', resolution: '720p', duration: 4 },
      { aspect_ratio: '9:16', resolution: '720p', duration: 4 },
    ],
    [
      'Standard, 1080p, 6 seconds',
      `${docs}: only lite ties the length to the resolution`,
      { duration: 6 },
      { duration: 6 },
    ],
    [
      'Standard, 4k, 8 seconds, with sound',
      docs,
      { resolution: '4k', generateAudio: true },
      { resolution: '4k', generate_audio: true },
    ],
    [
      'Standard, 4k, portrait, 4 seconds',
      `${docs}: only lite ties the length to the resolution`,
      { aspectRatio: '9:16', resolution: '4k', duration: 4 },
      { aspect_ratio: '9:16', resolution: '4k', duration: 4 },
    ],
    [
      'A Chinese prompt with line breaks and quotes arrives as it was written',
      `${docs}: the prompt is Chinese or English`,
      { prompt: '微风中的花朵\n“轻轻摇摆”, she says "hello"', resolution: '720p', generateAudio: true },
      { prompt: '微风中的花朵\n“轻轻摇摆”, she says "hello"', resolution: '720p', generate_audio: true },
    ],
    [
      'A signed image address keeps its query',
      `${docs}: image_url is any publicly reachable address`,
      { imageUrl: 'http://example.com/a%20b/photo.png?X-Amz-Signature=ab%2Bcd&x=1#top', resolution: '720p' },
      { image_url: 'http://example.com/a%20b/photo.png?X-Amz-Signature=ab%2Bcd&x=1#top', resolution: '720p' },
    ],
    [
      'Only what is required: everything else is left to the service',
      `${docs}: required are model, prompt and image_url`,
      { aspectRatio: '', resolution: '', duration: '', generateAudio: '' },
      { aspect_ratio: undefined, resolution: undefined, duration: undefined, generate_audio: undefined },
    ],
    [
      'Negative prompt',
      `${docs}, negative_prompt`,
      { options: { negativePrompt: 'blurry, text, watermark' } },
      { negative_prompt: 'blurry, text, watermark' },
    ],
    ['Seed', `${docs}, seed`, { options: { seed: 42 } }, { seed: 42 }],
    ['Auto fix on', `${docs}, auto_fix`, { options: { autoFix: true } }, { auto_fix: true }],
    [
      'Auto fix off is sent as false, not left out',
      `${docs}, auto_fix: left out means the model's own default`,
      { options: { autoFix: false } },
      { auto_fix: false },
    ],
    [
      'The strictest safety tolerance',
      `${docs}, safety_tolerance: 1 (strictest) to 6`,
      { options: { safetyTolerance: 1 } },
      { safety_tolerance: 1 },
    ],
    [
      'The loosest safety tolerance',
      `${docs}, safety_tolerance: 1 to 6 (loosest)`,
      { options: { safetyTolerance: 6 } },
      { safety_tolerance: 6 },
    ],
    [
      'Enhance prompt on',
      `${docs}, enhance_prompt: standard only`,
      { options: { enhancePrompt: true } },
      { enhance_prompt: true },
    ],
    [
      'No people',
      `${docs}, person_generation: standard only`,
      { options: { personGeneration: 'dont_allow' } },
      { person_generation: 'dont_allow' },
    ],
    [
      'Standard with every option at once',
      `${docs}, values of the page's examples`,
      {
        generateAudio: true,
        options: {
          autoFix: true,
          safetyTolerance: 3,
          enhancePrompt: false,
          personGeneration: 'allow_adult',
          negativePrompt: 'blurry, low quality',
          seed: 42,
        },
      },
      {
        generate_audio: true,
        auto_fix: true,
        safety_tolerance: 3,
        enhance_prompt: false,
        person_generation: 'allow_adult',
        negative_prompt: 'blurry, low quality',
        seed: 42,
      },
    ],
    [
      "A spreadsheet's spellings become the service's: 8s, blanks around, capitals, TRUE, numbers as text",
      `${docs}, types and spellings of the values`,
      {
        imageUrl: ' https://example.com/photo.jpg\n',
        aspectRatio: ' 9:16 ',
        resolution: '1080P',
        duration: '8s',
        generateAudio: 'TRUE',
        options: { seed: '42', safetyTolerance: '3', autoFix: 'False', enhancePrompt: ' true ' },
      },
      {
        aspect_ratio: '9:16',
        generate_audio: true,
        seed: 42,
        safety_tolerance: 3,
        auto_fix: false,
        enhance_prompt: true,
      },
    ],
    [
      'Options that were added but left blank are not sent',
      `${docs}: advanced fields are not to be sent unless needed`,
      { options: { negativePrompt: '', seed: '', safetyTolerance: ' ', personGeneration: '' } },
      {},
    ],
  ]),
  ...accepted({ date, mode: 'imageToVideo', model: 'fast', id: 'veo-3.1-fast-image-to-video' }, [
    [
      'A seed of zero is a seed',
      `${docs}, seed: an integer without a stated range`,
      { options: { seed: 0 } },
      { seed: 0 },
    ],
    ['Fast with the documented defaults', `${docs}, defaults of the fields`, {}, {}],
    [
      'Fast, 4k, 6 seconds',
      `${docs}: 4k for standard and fast`,
      { resolution: '4k', duration: 6 },
      { resolution: '4k', duration: 6 },
    ],
    [
      'Fast, portrait, 720p, 4 seconds, with sound and every option it has',
      `${docs}: fast has no enhance_prompt and no person_generation`,
      {
        aspectRatio: '9:16',
        resolution: '720p',
        duration: 4,
        generateAudio: true,
        options: { autoFix: false, safetyTolerance: 5, negativePrompt: 'fog', seed: 7 },
      },
      {
        aspect_ratio: '9:16',
        resolution: '720p',
        duration: 4,
        generate_audio: true,
        auto_fix: false,
        safety_tolerance: 5,
        negative_prompt: 'fog',
        seed: 7,
      },
    ],
    [
      "A spreadsheet's 4K and a length as plain text",
      `${docs}, types and spellings of the values`,
      { resolution: '4K', duration: '6', generateAudio: 'false' },
      { resolution: '4k', duration: 6 },
    ],
  ]),
];
