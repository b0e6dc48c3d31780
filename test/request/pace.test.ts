/** Whatever is pasted or given by an expression, up to a megabyte: it is read and judged without a freeze. */
import { everyInput } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

const megabyte = 1_000_000;
const filled = (piece: string) => piece.repeat(megabyte / piece.length);

const texts = {
  dots: filled('.'),
  commas: filled(','),
  lines: filled('a\n'),
  braces: filled('{{'),
  variables: filled('{{ $'),
  brackets: filled('['),
  quotes: filled('"'),
  objects: filled('[object '),
  empties: filled('undefined '),
  gap: `null${filled(' ')}x`,
  zeros: `.${filled('0')}x`,
  seconds: filled('s'),
  URLs: filled('https://a.b/c,'),
  spaced: filled(`,${' '.repeat(999)}`),
  host: `https://${filled('.')}`,
  JSON: `[${filled('"a",')}"a"]`,
};

/** The fastest of three, since the machine has other work to do. */
function millisecondsOf(work: () => unknown): number {
  const once = () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  };
  return Math.min(once(), once(), once());
}

/** Far beyond what any machine needs, far below what a reader takes that goes over a megabyte again and again. */
const freezeMs = 1_500;

const main = [
  'prompt',
  'imageUrl',
  'aspectRatio',
  'duration',
  'model',
  'mode',
  'generateAudio',
  'imageSource',
];

test.each(Object.entries(texts))('a megabyte of %s', (_what, text) => {
  for (const name of main)
    expect([name, millisecondsOf(() => asked({ ...everyInput, [name]: text })) < freezeMs]).toEqual([
      name,
      true,
    ]);
  for (const name of ['seed', 'negativePrompt', 'additionalFields', 'autoFix'])
    expect(millisecondsOf(() => asked({ ...everyInput, options: { [name]: text } }))).toBeLessThan(freezeMs);
});

const reference = { ...everyInput, mode: 'referenceToVideo' };

test.each<[string, unknown]>([
  ...Object.entries(texts),
  ['a list', Array(megabyte).fill('a')],
  ['a list of lists', Array(1_000).fill(Array(1_000).fill('a'))],
])('a megabyte of %s as reference images', (_what, given) => {
  const urls = () => asked({ ...reference, referenceImageUrls: given });
  const names = { referenceImagesSource: 'binary', referenceImageBinaryProperties: given };
  expect(millisecondsOf(urls)).toBeLessThan(freezeMs);
  expect(millisecondsOf(() => asked({ ...reference, ...names }))).toBeLessThan(freezeMs);
  expect(urls().issues.join(' ').length).toBeGreaterThan(0);
  expect(urls().issues.join(' ').length).toBeLessThan(2_000);
});
