/** Which fields the form shows, for every operation and model, by n8n's own rules. */
import type { INodeParameters } from 'n8n-workflow';
import { choices, description, members, names, property, shown } from '../support/form.mts';

const standard = 'veo-3.1-image-to-video';
const fast = 'veo-3.1-fast-image-to-video';
const lite = 'veo-3.1-lite-image-to-video';
const models = [standard, fast, lite];

/** interface.md, Parameters: what exists today. A new parameter is one word in its row. */
const always = ['operation', 'simplify'];
const ofCreate = [
  ...['model', 'prompt', 'imageUrl', 'aspectRatio', 'resolution', 'duration', 'generateAudio', 'options'],
  'batching',
];
const ofWait = ['waitOptions'];

const forms: Array<[INodeParameters, string[]]> = [
  ...models.flatMap(
    (model): Array<[INodeParameters, string[]]> => [
      [{ operation: 'create', model }, [...always, ...ofCreate]],
      [{ operation: 'createAndWait', model }, [...always, ...ofCreate, ...ofWait]],
    ],
  ),
  [{}, [...always, ...ofCreate, ...ofWait]],
  [{ operation: 'getStatus' }, [...always, 'taskId', 'waitForCompletion']],
  [
    { operation: 'getStatus', waitForCompletion: true },
    [...always, 'taskId', 'waitForCompletion', ...ofWait],
  ],
  [
    { operation: 'getStatus', waitForCompletion: '={{ $json.wait }}' },
    [...always, 'taskId', 'waitForCompletion', ...ofWait],
  ],
];

test.each(forms)('%j shows its fields, each once', (values, expected) => {
  expect(names(shown(values)).sort()).toEqual([...expected].sort());
});

test('the form offers the models of the vendor, the standard one first', () => {
  expect(choices(property('model', {}))).toEqual(models);
  expect(property('model', {})?.default).toBe(standard);
});

// docs.aihubmax.com, Veo3.1 Image-to-Video, read 2026-11-22.
const offers: Array<[INodeParameters, unknown[], unknown[]]> = [
  [{ model: standard }, ['720p', '1080p', '4k'], [4, 6, 8]],
  [{ model: standard, resolution: '4k' }, ['720p', '1080p', '4k'], [4, 6, 8]],
  [{ model: fast }, ['720p', '1080p', '4k'], [4, 6, 8]],
  [{ model: lite }, ['720p', '1080p'], [8]],
  [{ model: lite, resolution: '1080p' }, ['720p', '1080p'], [8]],
  [{ model: lite, resolution: '720p' }, ['720p', '1080p'], [4, 6, 8]],
];

test.each(offers)('%j offers %j and %j seconds', (values, resolutions, durations) => {
  expect(choices(property('resolution', values))).toEqual(resolutions);
  expect(choices(property('duration', values))).toEqual(durations);
  expect(choices(property('aspectRatio', values))).toEqual(['16:9', '9:16']);
});

/** docs.aihubmax.com, Veo3.1 Image-to-Video, read 2026-11-22; the last one is the node's own. */
const everyModel = ['autoFix', 'negativePrompt', 'seed', 'recreateFailedTasks'];

test.each<[string, string[]]>([
  [standard, [...everyModel, 'safetyTolerance', 'enhancePrompt', 'personGeneration']],
  [fast, [...everyModel, 'safetyTolerance']],
  [lite, everyModel],
])('%s has the options of its variant', (model, expected) => {
  expect(names(members('options', { model })).sort()).toEqual([...expected].sort());
});

test('the wait options are the same wherever one can wait', () => {
  const expected = ['onTaskFailure', 'onTimeout', 'pollIntervalSeconds', 'syncUpstream', 'timeoutMinutes'];
  expect(names(members('waitOptions', { operation: 'createAndWait' })).sort()).toEqual(expected);
  const waiting = { operation: 'getStatus', waitForCompletion: true };
  expect(names(members('waitOptions', waiting)).sort()).toEqual(expected);
});

test('a model from an expression leaves every field and every choice reachable', () => {
  const values = { operation: 'createAndWait', model: '={{ $json.model }}' };
  expect([...new Set(names(shown(values)))].sort()).toEqual([...always, ...ofCreate, ...ofWait].sort());
  const offered = (name: string) =>
    new Set(
      shown(values)
        .filter((one) => one.name === name)
        .flatMap((one) => choices(one)),
    );
  expect([...offered('resolution')].sort()).toEqual(['1080p', '4k', '720p']);
  expect([...offered('duration')].sort()).toEqual([4, 6, 8]);
  expect(new Set(names(members('options', values)))).toEqual(
    new Set(names(members('options', { model: standard }))),
  );
});

test('a resolution from an expression leaves every duration reachable', () => {
  const values = { operation: 'create', model: lite, resolution: '={{ $json.resolution }}' };
  const durations = shown(values)
    .filter(({ name }) => name === 'duration')
    .flatMap((one) => choices(one));
  expect(new Set(durations)).toEqual(new Set([4, 6, 8]));
});

test('only the operation refuses expressions', () => {
  const fixed = description.properties.filter(({ noDataExpression }) => noDataExpression);
  expect(names(fixed)).toEqual(['operation']);
});
