/** What the form says beside a choice that changes the price, or that only one kind of video leaves. Order as shown. */
import type { Choice, FieldName, ModeName, Variant } from './types';

export interface Notice {
  name: string;
  /** The field that it is shown below. */
  below: FieldName;
  /** Conditions on `mode`, `variant` and fields: all of them hold, each by one of its values. */
  when: Readonly<Partial<Record<FieldName, readonly (Choice | boolean)[]>>> & {
    mode?: readonly ModeName[];
    variant?: readonly Variant[];
  };
  text: string;
}

export const notices = [
  {
    name: 'resolutionNotice',
    below: 'resolution',
    when: { resolution: ['4k'] },
    text: '4K can cost more credits and takes longer',
  },
  {
    name: 'liteNotice',
    below: 'duration',
    when: { variant: ['lite'], resolution: ['1080p'] },
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
    when: {
      mode: ['imageToVideo', 'textToVideo', 'firstLastFrame', 'referenceToVideo'],
      generateAudio: [true],
    },
    text: 'Audio costs extra credits',
  },
  {
    name: 'extendAudioNotice',
    below: 'generateAudio',
    when: { mode: ['extend'], generateAudio: [true] },
    text: 'Audio costs extra credits. It is on by default for Extend.',
  },
] as const satisfies readonly Notice[];
