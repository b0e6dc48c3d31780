import type { INodeParameters } from 'n8n-workflow';
import type { Emulator } from '../../../../dev/emulator/index.mts';
import type { Expected } from './facts.mts';

/** A video that can be made in one go, and what it must be. */
export interface Order {
  readonly says: string;
  readonly parameters: (emulator: Emulator) => INodeParameters;
  readonly expected: Expected;
}

const hd = { width: 1280, height: 720, hasAudio: false };
const lite = { resolution: '720p', duration: 4, model: 'lite' };

/** The cheapest video: what cases order that do not care. */
export const cheapest = (): INodeParameters => lite;

export const orders: readonly Order[] = [
  {
    says: 'image to video: the standard model makes 8 seconds of 1080p with audio',
    parameters: () => ({
      model: 'standard',
      ...{ resolution: '1080p', duration: 8, generateAudio: true },
    }),
    expected: { width: 1920, height: 1080, seconds: 8, hasAudio: true },
  },
  {
    says: 'image to video: the fast model makes 4 seconds of upright 720p without audio',
    parameters: () => ({
      model: 'fast',
      ...{ resolution: '720p', duration: 4, aspectRatio: '9:16' },
    }),
    expected: { width: 720, height: 1280, seconds: 4, hasAudio: false },
  },
  {
    says: 'image to video: the lite model makes 6 seconds of 720p',
    parameters: () => ({ ...lite, duration: 6 }),
    expected: { ...hd, seconds: 6 },
  },
  {
    says: 'image to video: the standard model makes 4k',
    parameters: () => ({ model: 'standard', resolution: '4k', duration: 8 }),
    expected: { width: 3840, height: 2160, seconds: 8, hasAudio: false },
  },
  {
    says: 'text to video: a prompt alone makes 4 seconds of 720p with audio',
    parameters: () => ({
      ...{ mode: 'textToVideo', model: 'fast' },
      ...{ resolution: '720p', duration: 4, generateAudio: true },
    }),
    expected: { ...hd, seconds: 4, hasAudio: true },
  },
  {
    says: 'first and last frame: two pictures make 4 seconds of 720p',
    parameters: ({ samplePhotoUrl }) => ({
      ...{ mode: 'firstLastFrame', model: 'lite' },
      ...{ firstImageUrl: samplePhotoUrl, lastImageUrl: samplePhotoUrl, resolution: '720p', duration: 4 },
    }),
    expected: { ...hd, seconds: 4 },
  },
  {
    says: 'reference to video: three pictures make 8 seconds of 720p',
    parameters: ({ samplePhotoUrl }) => ({
      ...{ mode: 'referenceToVideo', model: 'fast', resolution: '720p' },
      referenceImageUrls: Array(3).fill(samplePhotoUrl).join(',\n'),
    }),
    expected: { ...hd, seconds: 8 },
  },
];
