/** The fields of a request, as data. Sources: see models.ts. Order of the rows = order of the fields in the form. */
/** As it is sent. */
export type Value = string | number | boolean;
export type Choice = string | number;

/** Where an image or a video can come from; `binary` is a binary field of the item, `taskId` an earlier task. */
type SourceKind = 'url' | 'binary' | 'taskId';

export type Field = {
  label: string;
  /** Key in the request body. */
  wire: string;
  help: string;
  /** In the collection, and sent only when the user added it. Absent: always visible, and sent unless empty. */
  place?: 'options';
  placeholder?: string;
  /** What n8n's AI builders are told of it besides `help`. */
  builderHint?: string;
} & (
  | {
      kind: 'media';
      place?: undefined;
      mediaType: 'image' | 'video';
      /** How many files the field takes at most; more than one is sent as a list. */
      maxFiles: number;
      /** The form's parameter for the choice of source, and one for each source; the first of `sources` is the default. */
      parameters: Readonly<{ source: string } & Partial<Record<SourceKind, string>>>;
      sources: readonly SourceKind[];
      /** The binary field that is looked into unless the user names another. */
      binaryDefault: string;
    }
  | {
      kind: 'choice';
      choices: readonly Choice[];
      /** A choice of the form that is never sent: what it becomes is measured, see request/body.ts. */
      measured?: Choice;
      /** What the form calls a choice, where its value is not name enough. */
      names?: Readonly<Record<string, string>>;
      /** A suffix people type or leave out after the number: the s of "8s", the p of "1080p". */
      unit?: 's' | 'p';
      defaultValue: Choice;
      /** What the form starts with, where that costs less than `defaultValue`. */
      start?: Choice;
    }
  | { kind: 'text'; defaultValue: string; rows?: number }
  | { kind: 'boolean'; defaultValue: boolean; start?: boolean }
  | { kind: 'integer'; defaultValue: number }
);

export type MediaField = Extract<Field, { kind: 'media' }>;

/** What the fields for images have in common, unless they say otherwise. */
const image = {
  kind: 'media',
  mediaType: 'image',
  maxFiles: 1,
  sources: ['url', 'binary'],
  binaryDefault: 'data',
} as const;

/** `defaultValue` is the vendor's default where it documents one, which an empty field means; `start` is what the form starts with. */
export const fields = {
  prompt: {
    label: 'Prompt',
    wire: 'prompt',
    kind: 'text',
    rows: 4,
    defaultValue: '',
    placeholder: 'e.g. The flowers sway gently in the wind while the camera moves slowly closer',
    help: 'Describe the scene, the motion, the camera work, and any sound. English or Chinese.',
    builderHint:
      'Describe scene, motion, camera and sound in plain words; do not repeat the aspect ratio or the length.',
  },
  image: {
    label: 'Image',
    wire: 'image_url',
    ...image,
    parameters: { source: 'imageSource', url: 'imageUrl', binary: 'imageBinaryProperty' },
    placeholder: 'e.g. https://example.com/photo.jpg',
    help: 'The image to animate (first frame). JPEG, PNG or WebP, at most 50 MB; best at 720p or larger, in the aspect ratio of the video.',
  },
  firstImage: {
    label: 'First Image',
    wire: 'first_image_url',
    ...image,
    parameters: { source: 'firstImageSource', url: 'firstImageUrl', binary: 'firstImageBinaryProperty' },
    binaryDefault: 'first',
    placeholder: 'e.g. https://example.com/first.jpg',
    help: 'The first frame of the video. JPEG, PNG or WebP, at most 50 MB; best at 720p or larger, in the aspect ratio of the video.',
  },
  lastImage: {
    label: 'Last Image',
    wire: 'last_image_url',
    ...image,
    parameters: { source: 'lastImageSource', url: 'lastImageUrl', binary: 'lastImageBinaryProperty' },
    binaryDefault: 'last',
    placeholder: 'e.g. https://example.com/last.jpg',
    help: 'The last frame of the video. JPEG, PNG or WebP, at most 50 MB; best in the aspect ratio of the first image.',
  },
  referenceImages: {
    label: 'Reference Image',
    wire: 'reference_image_urls',
    ...image,
    maxFiles: 3,
    parameters: {
      source: 'referenceImagesSource',
      url: 'referenceImageUrls',
      binary: 'referenceImageBinaryProperties',
    },
    placeholder: 'e.g. https://example.com/one.jpg',
    help: 'One to three images whose character or style the video keeps, separated by commas or line breaks. JPEG, PNG or WebP, at most 50 MB each.',
  },
  video: {
    label: 'Video',
    wire: 'video_url',
    kind: 'media',
    mediaType: 'video',
    maxFiles: 1,
    parameters: {
      source: 'videoSource',
      url: 'videoUrl',
      binary: 'videoBinaryProperty',
      taskId: 'sourceTaskId',
    },
    sources: ['taskId', 'url', 'binary'],
    binaryDefault: 'data',
    placeholder: 'e.g. https://example.com/video.mp4',
    help: 'The video to continue for 7 seconds from its end. MP4, MOV or WebM, at most 50 MB; 720p or 1080p, in 16:9 or 9:16.',
  },
  aspectRatio: {
    label: 'Aspect Ratio',
    wire: 'aspect_ratio',
    kind: 'choice',
    choices: ['16:9', '9:16'],
    names: { '16:9': '16:9 (Landscape)', '9:16': '9:16 (Portrait)', auto: 'Auto' },
    measured: 'auto',
    defaultValue: '16:9',
    help: 'The shape of the video. Auto takes that of the image, or of the video that is continued. An input of another shape is cropped or padded by the model.',
  },
  resolution: {
    label: 'Resolution',
    wire: 'resolution',
    kind: 'choice',
    choices: ['720p', '1080p', '4k'],
    names: { '4k': '4K' },
    unit: 'p',
    defaultValue: '1080p',
    start: '720p',
    help: 'The size of the video. A higher resolution can cost more credits and takes longer.',
  },
  duration: {
    label: 'Duration',
    wire: 'duration',
    kind: 'choice',
    choices: [4, 6, 8],
    names: { 4: '4 Seconds', 6: '6 Seconds', 8: '8 Seconds' },
    unit: 's',
    defaultValue: 8,
    start: 4,
    help: 'The length of the video in seconds. Longer videos can cost more credits.',
  },
  generateAudio: {
    label: 'Generate Audio',
    wire: 'generate_audio',
    kind: 'boolean',
    defaultValue: false,
    start: false,
    help: 'Whether the video gets a soundtrack made to fit. Audio costs extra credits.',
  },
  autoFix: {
    label: 'Auto Fix',
    wire: 'auto_fix',
    kind: 'boolean',
    place: 'options',
    defaultValue: true,
    help: 'Whether AIHubMax may reword a prompt that its content rules would refuse. If not set, the model decides.',
  },
  enhancePrompt: {
    label: 'Enhance Prompt',
    wire: 'enhance_prompt',
    kind: 'boolean',
    place: 'options',
    defaultValue: true,
    help: 'Whether AIHubMax may rewrite the prompt in more detail before creating the video. If not set, the model decides.',
  },
  negativePrompt: {
    label: 'Negative Prompt',
    wire: 'negative_prompt',
    kind: 'text',
    place: 'options',
    defaultValue: '',
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
    defaultValue: 'allow_adult',
    help: 'Whether people may be in the video. If not set, the model decides.',
  },
  referenceType: {
    label: 'Reference Type',
    wire: 'reference_type',
    kind: 'choice',
    place: 'options',
    choices: ['ASSET', 'STYLE'],
    names: { ASSET: 'Asset (Character or Object)', STYLE: 'Style' },
    defaultValue: 'ASSET',
    help: 'What the video takes from the reference images. If not set, the model decides.',
  },
  safetyTolerance: {
    label: 'Safety Tolerance',
    wire: 'safety_tolerance',
    kind: 'choice',
    place: 'options',
    choices: [1, 2, 3, 4, 5, 6],
    names: { 1: '1 (Strictest)', 6: '6 (Loosest)' },
    // The vendor documents no default for this field; the middle of its range is what the form starts with.
    defaultValue: 3,
    help: 'How strict the content check is, from 1 (strictest) to 6 (loosest). If not set, the model decides.',
  },
  seed: {
    label: 'Seed',
    wire: 'seed',
    kind: 'integer',
    place: 'options',
    defaultValue: 0,
    help: 'A whole number. The same seed with the same settings gives a similar video. If not set, every video is different.',
  },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof fields;

/** What the form and the error messages call the choice of where the files of a field come from. */
export const choiceLabel = ({ label }: MediaField): string => `${label} Source`;

/** What the form and the error messages call the parameter of one source. */
export function sourceLabel(row: MediaField, kind: SourceKind): string {
  if (kind === 'taskId') return 'Source Task ID';
  return `${row.label} ${kind === 'url' ? 'URL' : 'Binary Field'}${row.maxFiles > 1 ? 's' : ''}`;
}
