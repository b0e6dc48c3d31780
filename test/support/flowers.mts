/** An ordinary create, as most tests ask for it: nothing of it is left to what the form starts with. */
import type { INodeParameters } from 'n8n-workflow';

export const picture = 'https://example.com/photo.jpg';

/** The parameters of an ordinary create; the video's URL is enough. */
export const flowers: INodeParameters = {
  operation: 'create',
  model: 'standard',
  resolution: '1080p',
  duration: 8,
  downloadVideo: false,
  prompt: 'The flowers sway gently in the wind',
  imageUrl: picture,
};
