/** What people paste and expressions give, a megabyte of each. */

export const megabyte = 1_000_000;
const filled = (piece: string) => piece.repeat(megabyte / piece.length);

/** Of one item, or of Additional Fields. */
export const manyFields = Object.fromEntries(
  Array.from({ length: 70_000 }, (_none, nth) => [`f${nth}`, nth]),
);

export const texts = {
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
  fields: JSON.stringify(manyFields),
};

/** Where it can land. */
export const mainNames = [
  'prompt',
  'imageUrl',
  'aspectRatio',
  'duration',
  'model',
  'mode',
  'generateAudio',
  'imageSource',
];
export const optionNames = ['seed', 'negativePrompt', 'additionalFields', 'autoFix'];

/** As a list of URLs or names. */
export const lists: ReadonlyArray<readonly [string, unknown]> = [
  ...Object.entries(texts),
  ['a list', Array(megabyte).fill('a')],
  ['a list of lists', Array(1_000).fill(Array(1_000).fill('a'))],
];

const api = 'https://api.aihubmax.com';
const million = 1_000_000;

/** A megabyte that somebody pasted as the base URL. */
export const baseUrls: Array<[string, string]> = [
  ['slashes', `${api}${'/'.repeat(million)}x`],
  ['dots', `https://${'.'.repeat(million)}`],
  ['blanks', `${api}${' '.repeat(million)}x`],
  ['quotes', `${api}${'"'.repeat(million)}x`],
  ['versions', `${api}${'/v1'.repeat(million / 4)}/x`],
  ['zero-width spaces', `${'\u200b'.repeat(million)}${api}`],
];
