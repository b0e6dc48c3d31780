/**
 * The modes and models of Veo 3.1, as data. The form, the checks, the request, the README table and the local API all read
 * these tables through queries.ts, so a new model or mode is a row here and nothing else.
 *
 * Source of every value, unless a line names another: the vendor's Veo3.1 pages (image-to-video, first-last-frame,
 * reference, extend) and the OpenAPI files behind them (docs.aihubmax.com), read 2026-11-22. test/contract pins these
 * tables by hand-written cases.
 */
import type { Choice, FieldName, Value } from './fields';

interface Mode {
  label: string;
  /** On the canvas, where there is no room for the label. */
  short: string;
  help: string;
  /** The fields without which the vendor refuses the request. */
  inputs: readonly FieldName[];
  /** Where the vendor's default of this mode differs from the field's own. */
  defaults?: Readonly<Partial<Record<FieldName, Value>>>;
}

export const modes = {
  imageToVideo: {
    label: 'Image to Video',
    short: 'Image',
    help: 'Animate one image, which becomes the first frame',
    inputs: ['prompt', 'image'],
  },
  textToVideo: {
    label: 'Text to Video',
    short: 'Text',
    help: 'Create a video from the prompt alone',
    inputs: ['prompt'],
  },
  firstLastFrame: {
    label: 'First and Last Frame',
    short: 'First/Last',
    help: 'Go from one image to another',
    inputs: ['prompt', 'firstImage', 'lastImage'],
  },
  referenceToVideo: {
    label: 'Reference to Video',
    short: 'Reference',
    help: 'Keep the character or the style of up to three images; always 8 seconds',
    inputs: ['prompt', 'referenceImages'],
  },
  extend: {
    label: 'Extend',
    short: 'Extend',
    help: 'Continue a video for 7 seconds from its end',
    inputs: ['prompt', 'video'],
    defaults: { generateAudio: true, aspectRatio: 'auto' },
  },
} as const satisfies Record<string, Mode>;

export type ModeName = keyof typeof modes;

/** What every model accepts, and what every model does that makes a video from its start. */
const everywhere = ['aspectRatio', 'generateAudio', 'autoFix'] as const;
const size = ['resolution', 'duration'] as const;

/** What every variant of the modes from text and from frames accepts, and what only the better variants do. */
const lite = [...everywhere, ...size, 'negativePrompt', 'seed'] as const;
const fast = [...lite, 'safetyTolerance'] as const;
const standard = [...fast, 'enhancePrompt', 'personGeneration'] as const;

const reference = [...everywhere, ...size, 'safetyTolerance'] as const;
const extend = [...everywhere, 'negativePrompt', 'seed', 'safetyTolerance'] as const;

const upTo1080p = { resolution: ['720p', '1080p'] } as const;
const always8Seconds = { duration: [8] } as const;

/** The variants, from the dearest to the cheapest, with which the form starts. What they cost differs, and which fields they have. */
export const variants = {
  standard: {
    label: 'Veo 3.1',
    short: 'Veo 3.1',
    help: 'Best quality and the most options, at the highest price',
  },
  fast: { label: 'Veo 3.1 Fast', short: 'Fast', help: 'Faster and cheaper' },
  lite: {
    label: 'Veo 3.1 Lite',
    short: 'Lite',
    help: 'Cheapest, up to 1080p; 4 and 6 seconds only at 720p',
  },
} as const satisfies Record<string, Pick<Mode, 'label' | 'short' | 'help'>>;

export type Variant = keyof typeof variants;

interface Model {
  mode: ModeName;
  variant: Variant;
  /** What it accepts besides the inputs of its mode. */
  fields: readonly FieldName[];
  /** Where it takes fewer choices than the field has. */
  only?: Readonly<Partial<Record<FieldName, readonly Choice[]>>>;
}

/** Key = wire ID. */
export const models = {
  'veo-3.1-image-to-video': { mode: 'imageToVideo', variant: 'standard', fields: standard },
  'veo-3.1-fast-image-to-video': { mode: 'imageToVideo', variant: 'fast', fields: fast },
  'veo-3.1-lite-image-to-video': { mode: 'imageToVideo', variant: 'lite', fields: lite, only: upTo1080p },
  'veo-3.1-text-to-video': { mode: 'textToVideo', variant: 'standard', fields: standard },
  'veo-3.1-fast-text-to-video': { mode: 'textToVideo', variant: 'fast', fields: fast },
  'veo-3.1-lite-text-to-video': { mode: 'textToVideo', variant: 'lite', fields: lite, only: upTo1080p },
  'veo-3.1-first-last-frame-to-video': { mode: 'firstLastFrame', variant: 'standard', fields: standard },
  'veo-3.1-fast-first-last-frame-to-video': { mode: 'firstLastFrame', variant: 'fast', fields: fast },
  'veo-3.1-lite-first-last-frame-to-video': {
    mode: 'firstLastFrame',
    variant: 'lite',
    fields: lite,
    only: upTo1080p,
  },
  'veo-3.1-reference-to-video': {
    mode: 'referenceToVideo',
    variant: 'standard',
    fields: [...reference, 'enhancePrompt', 'personGeneration', 'referenceType'],
    only: always8Seconds,
  },
  'veo-3.1-fast-reference-to-video': {
    mode: 'referenceToVideo',
    variant: 'fast',
    fields: reference,
    only: always8Seconds,
  },
  'veo-3.1-extend': { mode: 'extend', variant: 'standard', fields: extend },
  // The vendor's own word order, unlike every other fast id.
  'veo-3.1-extend-fast': { mode: 'extend', variant: 'fast', fields: extend },
} as const satisfies Record<string, Model>;

export type ModelId = keyof typeof models;

export const mode = (name: ModeName): Mode => modes[name];
export const model = (id: ModelId): Model => models[id];

/** Rules between fields, for requests in which every field of `when` has one of the listed values. */
export const limits: readonly {
  /** The variants it is about; absent = all. */
  variants?: readonly Variant[];
  when: Required<Model>['only'];
  /** Narrows the choices of a field. */
  only?: Model['only'];
  /** Fills a field that was left empty. */
  send?: Readonly<Partial<Record<FieldName, Value>>>;
}[] = [
  { variants: ['lite'], when: { resolution: ['1080p'] }, only: { duration: [8] } },
  // The vendor's own default is 1080p, which refuses 4 and 6 seconds: an empty resolution must not stay empty.
  { variants: ['lite'], when: { duration: [4, 6] }, send: { resolution: '720p' } },
];

/** What the form says below a field whose choice changes the price, or of which there is no choice left. Order as shown. */
export const notices: readonly {
  name: string;
  below: FieldName | 'model';
  text: string;
  /** Conditions on `mode`, `model` and fields: all of them must hold, each with one of its values. */
  when: Partial<Record<FieldName, (Choice | boolean)[]>> & { mode?: ModeName[]; model?: Variant[] };
}[] = [
  {
    name: 'noLiteNotice',
    below: 'model',
    when: { mode: ['referenceToVideo', 'extend'] },
    text: 'No Lite here: Veo 3.1 Fast costs least',
  },
  {
    name: 'resolutionNotice',
    below: 'resolution',
    when: { resolution: ['4k'] },
    text: '4K can cost more credits and takes longer',
  },
  {
    name: 'liteNotice',
    below: 'duration',
    when: { model: ['lite'], resolution: ['1080p'] },
    text: 'Veo 3.1 Lite supports 4 and 6 seconds only at 720p',
  },
  {
    name: 'referenceNotice',
    below: 'duration',
    when: { mode: ['referenceToVideo'] },
    text: 'Reference to Video is always 8 seconds',
  },
  {
    name: 'audioNotice',
    below: 'generateAudio',
    when: { generateAudio: [true] },
    text: 'Audio costs extra credits',
  },
];
