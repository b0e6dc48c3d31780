/** What the form says below a field whose choice changes the price, or of which there is no choice left. Order as shown. */
import type { FieldName } from './fields';
import type { ModeName, Variant } from './models';
import type { Choice } from './types';

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
