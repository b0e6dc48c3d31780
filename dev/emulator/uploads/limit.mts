/** The refusal of a file over the limit. */
import { Refusal, typeOf } from '../refusal.mts';

export const tooLarge = (): Refusal =>
  new Refusal(413, { type: typeOf(413), code: 'file_too_large', message: 'The file is too large' });
