/** Texts that are certainly no text of the user's are refused free of charge; every honest prompt passes. */
import { valueOf } from '../../nodes/AiHubMaxVeo/request/checked';
import { readTaskId } from '../../nodes/AiHubMaxVeo/request/read';
import { readDownload } from '../../nodes/AiHubMaxVeo/request/settings';
import { failureOf } from '../support/failure.mts';
import { everyInput } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

const issuesOf = (over: object) => asked({ ...everyInput, ...over }).issues;

test.each([
  '{{ $json.prompt }}',
  ' {{$json["prompt"]}} ',
  '={{ $json.prompt }}',
  "{{ $('Sheet').item.json.prompt }}",
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
  [{ imageUrl: 'https://example.com/{{ $json.id }}.jpg' }, /did not evaluate/],
  [{ imageUrl: 'undefined' }, /gave no value/],
  [{ options: { negativePrompt: '{{ $json.negative }}' } }, /did not evaluate/],
  [{ imageSource: 'binary', imageBinaryProperty: '{{ $json.field }}' }, /did not evaluate/],
])('%j is refused as well', (over, words) => {
  expect(issuesOf(over)).toEqual([expect.stringMatching(words)]);
});

// The many shapes of a slip, wherever a text is given; and their honest neighbours.
const slip = /(which n8n did not evaluate|its expression gave no value|gave an object where text is needed)/;

test.each([
  'Make: {{ $json.prompt }} in the rain',
  '{{ prompt }}',
  '{{ a }} {{ b }}',
  'At {{ $now.toISO() }}',
  '{{ $json.prompt || "Waves" }}',
  'Make {{ JSON.stringify($json) }} now',
  'Hi {{ "A dragon in " + $json.place }}!',
  'x {{ $item(0).$node["Sheet"].json.a }}',
  'x {{ $position }}',
  "Slowly, {{ $fromAI('scene', `what is seen`) }}",
  'A cat in {{ $json.place',
  '$json.prompt',
  '=$json.prompt',
  '{ $json.prompt }',
  '$json["my prompt"]',
  "$('Edit Fields').item.json.prompt",
  '$input.item.json.prompt',
  '"undefined"',
  '[undefined]',
  '[null]',
  'undefined undefined',
  'undefined, null',
  'nan',
  '{}',
  '[]',
  '[{}]',
  '""',
  '#REF!',
  '#N/A',
  '#DIV/0!',
  '#SPILL!',
  '#CALC!',
  'Invalid DateTime',
  '[object Arguments]',
])('the prompt %j is none', (prompt) => {
  expect(issuesOf({ prompt })).toEqual([expect.stringMatching(/^Prompt /)]);
  expect(issuesOf({ prompt })[0]).toMatch(slip);
});

test.each([
  'The value is undefined behaviour in a neon city',
  'a {{curly}} sculpture',
  'He writes {{ mustache }} templates on a wall',
  'null island at sunset',
  'A sign that reads [object of desire]',
  'It costs $5 in {{ braces }}',
  'Nan bakes a cake',
  '在雨中的城市',
  '{{ mustache }} flows out of a printer',
  'A neon sign that says {{ hello }}',
  'Undefined shapes drift by',
  'NaN bread is baked',
  'Nan',
  'A terminal prints $json.prompt while rain falls',
  'A hacker types $HOME',
  '$1 coin spins',
  'Set in {} the shape of a circle',
  '"Undefined" is written on a door',
  '}} {{',
  'A dog {{',
  '= equals signs fall like rain',
  '...',
  '🌊🐬',
  '#1 fan waves a flag',
  'An [object] on a table',
  '{{ a }} and {{ b }} meet',
])('the prompt %j is honest', (prompt) => {
  expect(asked({ ...everyInput, prompt }).body).toMatchObject({ prompt });
});

test.each(['{{ $json.prompt }}', 'undefined', '[object Object]', { text: 'Waves' }, true])(
  'a model that is newer than this package does not excuse the prompt %j',
  (prompt) => {
    expect(issuesOf({ model: 'veo-4-image-to-video', prompt })).toEqual([expect.stringMatching(/^Prompt /)]);
  },
);

test.each([
  ...['{{ $json.model }}', 'undefined', 'null', '[object Object]', 'v'.repeat(201)],
  ...['标准', 'standard (Veo 3.1)', 'lite, fast', '-'],
])('the model %j is not sent as one that is newer than this package', (model) => {
  expect(issuesOf({ model })).toEqual([expect.stringMatching(/^Model /)]);
});

test.each(['{{ $json.value }}', 'undefined'])('a choice, a number or a yes or no of %j says why', (value) => {
  const options = { seed: value, autoFix: value };
  const issues = issuesOf({ duration: value, generateAudio: value, options });
  expect(issues).toHaveLength(4);
  for (const issue of issues) expect(issue).toMatch(slip);
});

test.each([
  'https://example.com/{{id}}.jpg',
  'https://example.com/{{$json.id}}.jpg',
  'https://example.com/%7B%7B%20$json.id%20%7D%7D.jpg',
])('no URL has double braces: %s', (imageUrl) => {
  expect(issuesOf({ imageUrl })).toEqual([expect.stringMatching(/^Image URL is ".*", which n8n did not/)]);
});

test.each(['https://example.com/undefined/a.jpg', 'https://example.com/{id}.jpg'])(
  '%s may be',
  (imageUrl) => {
    expect(issuesOf({ imageUrl })).toEqual([]);
  },
);

test.each(['undefined', 'null', '{{ $json.taskId }}', '$json.taskId', '[object Object]'])(
  'the task ID %j is none',
  (id) => {
    expect(failureOf(() => valueOf(readTaskId(() => id)))?.message).toMatch(/^Task ID /);
    expect(issuesOf({ mode: 'extend', videoSource: 'taskId', sourceTaskId: id })[0]).toMatch(
      /^Source Task ID /,
    );
  },
);

test('a URL as the task to continue is sent to the source that takes one', () => {
  const sourceTaskId = 'https://example.com/video.mp4';
  expect(issuesOf({ mode: 'extend', videoSource: 'taskId', sourceTaskId })).toEqual([
    'Source Task ID is "https://example.com/video.mp4", which is a URL: choose URL as the source instead.',
  ]);
});

test.each(['{{ $json.field }}', 'undefined', '[object Object]'])('the output field %j is none', (name) => {
  const parameters: Record<string, unknown> = { downloadVideo: true, binaryPropertyOutput: name };
  const refused = failureOf(() => valueOf(readDownload((parameter) => parameters[parameter])));
  expect(refused?.message).toMatch(/^Put Output File in Field /);
});

test('a text among the additional fields is looked at as well', () => {
  const fields = { style: '{{ $json.style }}', camera: { moves: ['pan', 'undefined'] } };
  for (const additionalFields of [fields, JSON.stringify(fields)])
    expect(issuesOf({ options: { additionalFields } })).toEqual([
      expect.stringMatching(/^Additional Fields: style is ".*Expression/),
      'Additional Fields: camera.moves is "undefined": its expression gave no value.',
    ]);
});
