/** Price classes: what an item orders besides its prompt, and so what it costs. */
import type { INodeParameters } from 'n8n-workflow';

/** In the node's own words; `additional` are fields of the request itself. */
interface PriceClass {
  model?: string;
  resolution?: string;
  duration?: number;
  generateAudio?: boolean;
  additional?: Readonly<Record<string, unknown>>;
}

/** The local API reserves from 4 to 96 credits for them. */
export const priceClasses: readonly PriceClass[] = [
  {},
  { model: 'veo-3.1-fast-image-to-video' },
  { model: 'veo-3.1-lite-image-to-video', resolution: '720p', duration: 4 },
  { resolution: '4k', generateAudio: true },
  { resolution: '720p', additional: { resolution: '4k' } },
  { duration: 4, additional: { generate_audio: true } },
];

/** What the parameters below read. */
export const jsonOf = (index: number) => {
  const { additional = {}, ...plain } = priceClasses[index] ?? {};
  const usual = { model: 'veo-3.1-image-to-video', resolution: '1080p', duration: 8, generateAudio: false };
  return { ...usual, ...plain, additional: JSON.stringify(additional) };
};

/** Parameters that leave everything to the item. */
export const classParameters: INodeParameters = {
  model: '={{ $json.model }}',
  resolution: '={{ $json.resolution }}',
  duration: '={{ $json.duration }}',
  generateAudio: '={{ $json.generateAudio }}',
  options: { additionalFields: '={{ $json.additional }}' },
};
