/**
 * Everything this package knows about the Veo 3.1 models, as data. The form, the checks, the request, the README table
 * and the local API all read these tables through queries.ts, so a new model or field is a row here and nothing else.
 *
 * Source of every value, unless a line names another: the vendor's pages "Veo3.1 Image-to-Video" and the OpenAPI files
 * behind them (docs.aihubmax.com), read 2026-11-22. test/contract pins these tables by hand-written cases.
 */
import type { Field, Limit, Mode, Model } from './types';

/** What goes into a video. `inputs` are the fields without which the vendor refuses the request. */
export const modes = {
  imageToVideo: {
    label: 'Image to Video',
    help: 'Animate one picture, which becomes the first frame',
    inputs: ['prompt', 'image'],
  },
} as const satisfies Record<string, Mode>;

/** Order of the rows = order of the fields in the form. `initial` is the vendor's default where it documents one. */
export const fields = {
  prompt: {
    label: 'Prompt',
    wire: 'prompt',
    kind: 'text',
    place: 'main',
    rows: 4,
    initial: '',
    placeholder: 'e.g. The flowers sway gently in the wind while the camera moves slowly closer',
    help: 'What happens in the video: how the picture moves, what the camera does, what is heard. English or Chinese.',
  },
  image: {
    label: 'Image URL',
    wire: 'image_url',
    kind: 'image',
    place: 'main',
    parameters: { url: 'imageUrl' },
    initial: '',
    placeholder: 'e.g. https://example.com/photo.jpg',
    help: 'The picture that the video starts from. Must be reachable from the internet. Best at 720p or larger, in the aspect ratio of the video.',
  },
  aspectRatio: {
    label: 'Aspect Ratio',
    wire: 'aspect_ratio',
    kind: 'choice',
    place: 'main',
    choices: ['16:9', '9:16'],
    names: { '16:9': '16:9 (Landscape)', '9:16': '9:16 (Portrait)' },
    initial: '16:9',
    help: 'The shape of the video. A picture of another shape is cropped or padded by the model.',
  },
  resolution: {
    label: 'Resolution',
    wire: 'resolution',
    kind: 'choice',
    place: 'main',
    choices: ['720p', '1080p', '4k'],
    names: { '4k': '4K' },
    initial: '1080p',
    help: 'The size of the video. A higher resolution can cost more credits and takes longer.',
  },
  duration: {
    label: 'Duration',
    wire: 'duration',
    kind: 'choice',
    place: 'main',
    choices: [4, 6, 8],
    names: { 4: '4 Seconds', 6: '6 Seconds', 8: '8 Seconds' },
    unit: 's',
    initial: 8,
    help: 'The length of the video in seconds. Longer videos can cost more credits.',
  },
  generateAudio: {
    label: 'Generate Audio',
    wire: 'generate_audio',
    kind: 'boolean',
    place: 'main',
    initial: false,
    help: 'Whether the video gets a soundtrack made to fit. Audio costs more credits.',
  },
  autoFix: {
    label: 'Auto Fix',
    wire: 'auto_fix',
    kind: 'boolean',
    place: 'options',
    initial: true,
    help: 'Whether the service may reword a prompt that its content rules would refuse. Without this option the model decides.',
  },
  enhancePrompt: {
    label: 'Enhance Prompt',
    wire: 'enhance_prompt',
    kind: 'boolean',
    place: 'options',
    initial: true,
    help: 'Whether the service may rewrite the prompt in more detail before making the video. Without this option the model decides.',
  },
  negativePrompt: {
    label: 'Negative Prompt',
    wire: 'negative_prompt',
    kind: 'text',
    place: 'options',
    initial: '',
    placeholder: 'e.g. blurry, text, watermark',
    help: 'What must not be in the video, as keywords separated by commas',
  },
  personGeneration: {
    label: 'Person Generation',
    wire: 'person_generation',
    kind: 'choice',
    place: 'options',
    choices: ['allow_adult', 'dont_allow'],
    names: { allow_adult: 'Allow Adults', dont_allow: 'Do Not Allow' },
    initial: 'allow_adult',
    help: 'Whether people may be in the video. Without this option the model decides.',
  },
  safetyTolerance: {
    label: 'Safety Tolerance',
    wire: 'safety_tolerance',
    kind: 'choice',
    place: 'options',
    choices: [1, 2, 3, 4, 5, 6],
    names: { 1: '1 (Strictest)', 6: '6 (Loosest)' },
    // The vendor documents no default for this field; the middle of its range is what the form starts with.
    initial: 3,
    help: 'How strict the content check is, from 1 (strictest) to 6 (loosest). Without this option the model decides.',
  },
  seed: {
    label: 'Seed',
    wire: 'seed',
    kind: 'integer',
    place: 'options',
    initial: 0,
    help: 'A whole number. The same seed with the same settings gives a similar video again. Without this option every video is different.',
  },
} as const satisfies Record<string, Field>;

const main = ['aspectRatio', 'resolution', 'duration', 'generateAudio'] as const;
const everyVariant = [...main, 'autoFix', 'negativePrompt', 'seed'] as const;

/** Key = wire id. `fields` is what the model accepts besides its mode's inputs, `only` where it takes fewer choices. */
export const models = {
  'veo-3.1-image-to-video': {
    label: 'Veo 3.1',
    help: 'Best quality and every option',
    mode: 'imageToVideo',
    variant: 'standard',
    fields: [...everyVariant, 'safetyTolerance', 'enhancePrompt', 'personGeneration'],
  },
  'veo-3.1-fast-image-to-video': {
    label: 'Veo 3.1 Fast',
    help: 'Quicker and cheaper, up to 4K, fewer options',
    mode: 'imageToVideo',
    variant: 'fast',
    fields: [...everyVariant, 'safetyTolerance'],
  },
  'veo-3.1-lite-image-to-video': {
    label: 'Veo 3.1 Lite',
    help: 'Cheapest, up to 1080p; 4 and 6 seconds only at 720p',
    mode: 'imageToVideo',
    variant: 'lite',
    fields: everyVariant,
    only: { resolution: ['720p', '1080p'] },
  },
} as const satisfies Record<string, Model>;

/** Rules between fields. `only` narrows a field's choices; `send` fills a field that was left blank. */
export const limits = [
  { when: { variant: ['lite'], resolution: ['1080p'] }, only: { duration: [8] } },
  // The vendor's own default is 1080p, which refuses 4 and 6 seconds: a blank resolution must not stay blank.
  { when: { variant: ['lite'], duration: [4, 6] }, send: { resolution: '720p' } },
] as const satisfies readonly Limit[];
