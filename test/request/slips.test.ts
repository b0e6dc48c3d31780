/** Texts that are certainly no text of the user's are refused free of charge; every honest prompt passes. */
import { everyInput } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

const issuesOf = (over: object) => asked({ ...everyInput, ...over }).issues;

test.each([
  '{{ $json.prompt }}',
  ' {{$json["prompt"]}} ',
  '={{ $json.prompt }}',
  "{{ $('Sheet').item.json.prompt }}",
  'Make: {{ $json.prompt }} in the rain',
  '{{ prompt }}',
  '{{ a }} {{ b }}',
  'At {{ $now.toISO() }}',
])('the prompt %j was not evaluated, and the user is told where to switch', (prompt) => {
  expect(issuesOf({ prompt })).toEqual([
    expect.stringMatching(/^Prompt is ".*", which n8n did not evaluate: switch the field to Expression\.$/),
  ]);
});

test.each(['undefined', 'null', 'NaN', ' undefined ', 'NULL'])(
  'the prompt %j is what nothing gave',
  (prompt) => {
    expect(issuesOf({ prompt })).toEqual([expect.stringMatching(/its expression gave no value/)]);
  },
);

test.each(['[object Object]', 'Make: [object Object]', 'A [object Promise] here'])(
  'the prompt %j holds an object',
  (prompt) => {
    expect(issuesOf({ prompt })).toEqual([expect.stringMatching(/gave an object where text is needed/)]);
  },
);

test.each([
  'The value is undefined behaviour in a neon city',
  'a {{curly}} sculpture',
  'He writes {{ mustache }} templates on a wall',
  'null island at sunset',
  'A sign that reads [object of desire]',
  'It costs $5 in {{ braces }}',
  'Nan bakes a cake',
  '在雨中的城市',
])('the honest prompt %j passes', (prompt) => {
  expect(issuesOf({ prompt })).toEqual([]);
});

test.each([
  [{ imageUrl: 'https://example.com/{{ $json.id }}.jpg' }, /did not evaluate/],
  [{ imageUrl: 'undefined' }, /gave no value/],
  [{ options: { negativePrompt: '{{ $json.negative }}' } }, /did not evaluate/],
  [{ imageSource: 'binary', imageBinaryProperty: '{{ $json.field }}' }, /did not evaluate/],
])('%j is refused as well', (over, words) => {
  expect(issuesOf(over)).toEqual([expect.stringMatching(words)]);
});
