/** Requests of Image to Video that the vendor takes: what the form says, and the body that is sent for it. */
import { accepted, date, sources } from './requestRows.mts';

const { image: docs } = sources;

export const imageToVideo = [
  ...accepted({ date, mode: 'imageToVideo', model: 'standard', id: 'veo-3.1-image-to-video' }, [
    [
      "The vendor's own sample request",
      `${docs}, sample request`,
      { prompt: 'The flowers sway gently in the wind', aspectRatio: '', generateAudio: true },
    ],
    ['Standard with the documented defaults', `${docs}, defaults of the fields`, {}],
    ['Standard, portrait, 720p, 4 seconds', docs, { aspectRatio: '9:16', resolution: '720p', duration: 4 }],
    ['Standard, 1080p, 6 seconds', `${docs}: only lite ties the length to the resolution`, { duration: 6 }],
    ['Standard, 4k, 8 seconds, with sound', docs, { resolution: '4k', generateAudio: true }],
    [
      'Standard, 4k, portrait, 4 seconds',
      `${docs}: only lite ties the length to the resolution`,
      { aspectRatio: '9:16', resolution: '4k', duration: 4 },
    ],
    [
      'A Chinese prompt with line breaks and quotes arrives as it was written',
      `${docs}: the prompt is Chinese or English`,
      { prompt: '微风中的花朵\n“轻轻摇摆”, she says "hello"', resolution: '720p', generateAudio: true },
    ],
    [
      'A signed image address keeps its query',
      `${docs}: image_url is any publicly reachable address`,
      { imageUrl: 'http://example.com/a%20b/photo.png?X-Amz-Signature=ab%2Bcd&x=1#top', resolution: '720p' },
    ],
    [
      'Only what is required: everything else is left to the service',
      `${docs}: required are model, prompt and image_url`,
      { aspectRatio: '', resolution: '', duration: '', generateAudio: '' },
    ],
    [
      'Negative prompt',
      `${docs}, negative_prompt`,
      { options: { negativePrompt: 'blurry, text, watermark' } },
    ],
    ['Seed', `${docs}, seed`, { options: { seed: 42 } }],
    ['Auto fix on', `${docs}, auto_fix`, { options: { autoFix: true } }],
    [
      'Auto fix off is sent as false, not left out',
      `${docs}, auto_fix: left out means the model's own default`,
      { options: { autoFix: false } },
    ],
    [
      'The strictest safety tolerance',
      `${docs}, safety_tolerance: 1 (strictest) to 6`,
      { options: { safetyTolerance: 1 } },
    ],
    [
      'The loosest safety tolerance',
      `${docs}, safety_tolerance: 1 to 6 (loosest)`,
      { options: { safetyTolerance: 6 } },
    ],
    ['Enhance prompt on', `${docs}, enhance_prompt: standard only`, { options: { enhancePrompt: true } }],
    [
      'No people',
      `${docs}, person_generation: standard only`,
      { options: { personGeneration: 'dont_allow' } },
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
    ],
    ['Fast with the documented defaults', `${docs}, defaults of the fields`, {}],
    ['Fast, 4k, 6 seconds', `${docs}: 4k for standard and fast`, { resolution: '4k', duration: 6 }],
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
    ],
    [
      "A spreadsheet's 4K and a length as plain text",
      `${docs}, types and spellings of the values`,
      { resolution: '4K', duration: '6', generateAudio: 'false' },
      { resolution: '4k', duration: 6 },
    ],
  ]),
  ...accepted({ date, mode: 'imageToVideo', model: 'lite', id: 'veo-3.1-lite-image-to-video' }, [
    ['Lite with the documented defaults: 1080p and 8 seconds', `${docs}: lite at 1080p makes 8 seconds`, {}],
    [
      'Lite, 720p, 4 seconds',
      `${docs}: lite makes 4 and 6 seconds at 720p`,
      { resolution: '720p', duration: 4 },
    ],
    [
      'Lite, portrait, 720p, 6 seconds, with sound',
      `${docs}: lite makes 4 and 6 seconds at 720p`,
      { aspectRatio: '9:16', resolution: '720p', duration: 6, generateAudio: true },
    ],
    [
      'Lite, 720p, 8 seconds, with every option it has',
      `${docs}: lite has auto_fix, negative_prompt and seed`,
      { resolution: '720p', options: { autoFix: true, negativePrompt: 'people', seed: 123456789 } },
    ],
    [
      "Lite with a blank resolution and 4 seconds asks for 720p, because the service's default would refuse it",
      `${docs}: default 1080p, where lite makes only 8 seconds`,
      { resolution: '', duration: 4 },
      { resolution: '720p', duration: 4 },
    ],
    [
      'Lite with a blank resolution and 6 seconds asks for 720p',
      `${docs}: default 1080p, where lite makes only 8 seconds`,
      { resolution: '', duration: 6 },
      { resolution: '720p', duration: 6 },
    ],
    [
      'Lite with a blank resolution and 8 seconds leaves the resolution to the service',
      `${docs}: default 1080p, which lite makes in 8 seconds`,
      { resolution: '' },
    ],
    [
      'Lite with resolution and duration blank leaves both to the service',
      `${docs}: the defaults 1080p and 8 seconds fit together`,
      { aspectRatio: '', resolution: '', duration: '', generateAudio: '' },
    ],
    [
      'Options left over from another model are not sent to lite',
      `${docs}: lite has no safety_tolerance, enhance_prompt or person_generation`,
      {
        resolution: '720p',
        options: { safetyTolerance: 3, enhancePrompt: true, personGeneration: 'allow_adult', seed: 5 },
      },
      { resolution: '720p', seed: 5 },
    ],
    [
      'Lite with 4s as text and a resolution of blanks asks for 720p',
      `${docs}: default 1080p, where lite makes only 8 seconds`,
      { resolution: '  ', duration: '4s' },
      { resolution: '720p', duration: 4 },
    ],
  ]),
];
