/** Requests as cases: what most of them share, so that a row says only what is its own. */

export interface Case {
  name: string;
  /** Where its truth was read, and when: `2026-11-22`. */
  source: string;
  date: string;
}

/** When the requests were read, and where. */
export const date = '2026-11-22';
export const sources = {
  image: 'AIHubMax docs, Veo3.1 Image-to-Video',
  frames: 'AIHubMax docs, Veo3.1 First-Last-Frame-to-Video',
  references: 'AIHubMax docs, Veo3.1 Reference-to-Video',
  extend: 'AIHubMax docs, Veo3.1 Extend',
  openApi: 'AIHubMax OpenAPI files as digested by cookaihq/aihub-mcp, 2026-08-04',
};

export interface Form {
  model: string;
  options: Record<string, unknown>;
  [name: string]: unknown;
}

type Body = Record<string, unknown>;

export interface Accepted extends Case {
  parameters: Form;
  body: Body;
}

export interface Rejected extends Case {
  /** Absent where the form cannot ask for such a body. */
  parameters?: Form;
  body: Body;
  status: number;
  error: object;
}

const photo = 'https://example.com/photo.jpg';
const first = 'https://example.com/first.jpg';
const last = 'https://example.com/last.jpg';
const cat = 'https://example.com/cat.jpg';
const clip = 'https://example.com/clip.mp4';

const drawnForm = { aspectRatio: '16:9', resolution: '1080p', duration: 8, generateAudio: false };
const drawnBody = { aspect_ratio: '16:9', resolution: '1080p', duration: 8, generate_audio: false };

/** Of each mode a form that is filled in, the least that must be sent for it, and what its other fields add to that. */
const modes = {
  imageToVideo: {
    form: { prompt: 'Waves roll in', imageSource: 'url', imageUrl: photo, ...drawnForm },
    least: { prompt: 'Waves roll in', image_url: photo },
    rest: drawnBody,
  },
  textToVideo: {
    form: { prompt: 'A fox runs through snow', ...drawnForm },
    least: { prompt: 'A fox runs through snow' },
    rest: drawnBody,
  },
  firstLastFrame: {
    form: {
      prompt: 'The bud opens',
      firstImageSource: 'url',
      firstImageUrl: first,
      lastImageSource: 'url',
      lastImageUrl: last,
      ...drawnForm,
    },
    least: { prompt: 'The bud opens', first_image_url: first, last_image_url: last },
    rest: drawnBody,
  },
  referenceToVideo: {
    form: {
      prompt: 'The cat dances',
      referenceImagesSource: 'url',
      referenceImageUrls: cat,
      ...drawnForm,
    },
    least: { prompt: 'The cat dances', reference_image_urls: [cat] },
    rest: drawnBody,
  },
  extend: {
    form: {
      prompt: 'The camera flies on',
      videoSource: 'url',
      videoUrl: clip,
      aspectRatio: '16:9',
      generateAudio: true,
    },
    least: { prompt: 'The camera flies on', video_url: clip },
    rest: { aspect_ratio: '16:9', generate_audio: true },
  },
};

interface Choice {
  date: string;
  mode: keyof typeof modes;
  /** As the form says it, and as it is sent. */
  model: string;
  id: string;
}

const formOf = ({ mode, model }: Choice, own: object): Form => ({
  mode,
  model,
  options: {},
  ...modes[mode].form,
  ...own,
});

/** What the vendor calls what the form asks for. A list of images is written out in the rows that have one. */
const wires: Readonly<Record<string, string>> = {
  model: 'model',
  prompt: 'prompt',
  imageUrl: 'image_url',
  firstImageUrl: 'first_image_url',
  lastImageUrl: 'last_image_url',
  videoUrl: 'video_url',
  aspectRatio: 'aspect_ratio',
  resolution: 'resolution',
  duration: 'duration',
  generateAudio: 'generate_audio',
  autoFix: 'auto_fix',
  safetyTolerance: 'safety_tolerance',
  enhancePrompt: 'enhance_prompt',
  personGeneration: 'person_generation',
  negativePrompt: 'negative_prompt',
  seed: 'seed',
  referenceType: 'reference_type',
};

/** A form as it is sent where nothing of it has to be spelled otherwise. */
const asSent = ({ options, ...own }: { options?: object }): Body =>
  Object.fromEntries(
    Object.entries({ ...own, ...options }).flatMap(([name, value]) => {
      const wire = wires[name];
      return wire === undefined ? [] : [[wire, value === '' ? undefined : value]];
    }),
  );

/** What is undefined is not sent. */
const sent = (body: object): Body =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));

/** What differs from the filled-in form of the mode, and from its body; unless told, the same in the vendor's words. */
export const accepted = (
  choice: Choice,
  rows: [name: string, source: string, form: object, body?: object][],
): Accepted[] =>
  rows.map(([name, source, form, body = asSent(form)]) => ({
    name,
    source,
    date: choice.date,
    parameters: formOf(choice, form),
    body: sent({ model: choice.id, ...modes[choice.mode].least, ...modes[choice.mode].rest, ...body }),
  }));

/** `form`: null where it cannot ask for such a body. `body`: beyond the least. `code`: where the vendor tells one. */
export const rejected = (
  choice: Choice,
  rows: [name: string, source: string, form: object | null, body?: object, code?: string][],
): Rejected[] =>
  rows.map(([name, source, form, body = asSent(form ?? {}), code]) => ({
    name,
    source,
    date: choice.date,
    ...(form && { parameters: formOf(choice, form) }),
    body: sent({ model: choice.id, ...modes[choice.mode].least, ...body }),
    status: 422,
    error: code ? { code } : { type: 'invalid_request_error' },
  }));
