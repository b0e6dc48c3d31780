/** Requests of Image to Video that the vendor takes from its lite model, which has fewer options, and rules of its own. */
import { accepted } from './requestRows.mts';

const date = '2026-11-22';
const docs = 'AIHubMax docs, Veo3.1 Image-to-Video';

export const imageToVideoLite = [
  ...accepted({ date, mode: 'imageToVideo', model: 'lite', id: 'veo-3.1-lite-image-to-video' }, [
    [
      'Lite with the documented defaults: 1080p and 8 seconds',
      `${docs}: lite at 1080p makes 8 seconds`,
      {},
      {},
    ],
    [
      'Lite, 720p, 4 seconds',
      `${docs}: lite makes 4 and 6 seconds at 720p`,
      { resolution: '720p', duration: 4 },
      { resolution: '720p', duration: 4 },
    ],
    [
      'Lite, portrait, 720p, 6 seconds, with sound',
      `${docs}: lite makes 4 and 6 seconds at 720p`,
      { aspectRatio: '9:16', resolution: '720p', duration: 6, generateAudio: true },
      { aspect_ratio: '9:16', resolution: '720p', duration: 6, generate_audio: true },
    ],
    [
      'Lite, 720p, 8 seconds, with every option it has',
      `${docs}: lite has auto_fix, negative_prompt and seed`,
      { resolution: '720p', options: { autoFix: true, negativePrompt: 'people', seed: 123456789 } },
      { resolution: '720p', auto_fix: true, negative_prompt: 'people', seed: 123456789 },
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
      { resolution: undefined },
    ],
    [
      'Lite with resolution and duration blank leaves both to the service',
      `${docs}: the defaults 1080p and 8 seconds fit together`,
      { aspectRatio: '', resolution: '', duration: '', generateAudio: '' },
      { aspect_ratio: undefined, resolution: undefined, duration: undefined, generate_audio: undefined },
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
