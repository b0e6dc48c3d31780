/** An ordinary create, as most tests ask for it. */
import type { INodeParameters } from 'n8n-workflow';

export const picture = 'https://example.com/photo.jpg';

/** The parameters of an ordinary create. */
export const flowers: INodeParameters = {
  operation: 'create',
  prompt: 'The flowers sway gently in the wind',
  imageUrl: picture,
};
