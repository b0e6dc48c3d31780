/** Which fields every model has, written down by hand from the vendor's pages. */
import { fieldsOf, isModelId } from '../../nodes/AiHubMaxVeo/catalogue/queries';
import { lite, pairs, variantOf } from '../support/inputs.mts';

/** Which fields each mode has at all. api-contract.md section 7, from the vendor's OpenAPI files, read 2026-11-22. */
const words = (text: string): string[] => text.split(' ');
const common = words('prompt aspectRatio resolution duration generateAudio autoFix negativePrompt seed');
const byVariant: Readonly<Record<string, string[]>> = {
  standard: ['safetyTolerance', 'enhancePrompt', 'personGeneration'],
  fast: ['safetyTolerance'],
  lite: [],
};
const ofFrames =
  (...inputs: string[]) =>
  (id: string) => [...common, ...(byVariant[variantOf(id)] ?? []), ...inputs];
const reference = words(
  'prompt referenceImages aspectRatio resolution duration generateAudio autoFix safetyTolerance',
);
const onlyStandard = ['enhancePrompt', 'personGeneration', 'referenceType'];
const extend = words('prompt video aspectRatio generateAudio autoFix safetyTolerance negativePrompt seed');

const fieldsByMode: Readonly<Record<string, (id: string) => string[]>> = {
  imageToVideo: ofFrames('image'),
  textToVideo: ofFrames(),
  firstLastFrame: ofFrames('firstImage', 'lastImage'),
  referenceToVideo: (id) => [...reference, ...(variantOf(id) === 'standard' ? onlyStandard : [])],
  extend: () => extend,
};

test.each(pairs.map(([mode, id]) => [mode, id]))(
  '%s with %s has the fields of the vendor',
  (mode = '', id = lite) => {
    expect(isModelId(id) && [...fieldsOf(id)].sort()).toEqual(fieldsByMode[mode]?.(id).sort());
  },
);
