/** Names, types and defaults that saved workflows depend on: they may be added to, never changed. */
import type { INodeParameters } from 'n8n-workflow';
import { AiHubMaxVeo } from '../../nodes/AiHubMaxVeo/AiHubMaxVeo.node.ts';
import { choices, description, members, property } from '../support/form.mts';

const create = { operation: 'create' };
const best = { ...create, model: 'standard' };
const frames = { ...create, mode: 'firstLastFrame' };
const reference = { ...create, mode: 'referenceToVideo' };
const extend = { ...create, mode: 'extend' };
const wait = { operation: 'createAndWait' };
const waitForFile = { ...wait, downloadVideo: true };
const check = { operation: 'check' };
const status = { operation: 'getStatus' };

/** interface.md, Parameters. */
const parameters: Array<[string, INodeParameters, string, unknown]> = [
  ['operation', create, 'options', 'createAndWait'],
  ['mode', create, 'options', 'imageToVideo'],
  ['model', create, 'options', 'lite'],
  ['model', extend, 'options', 'fast'],
  ['imageSource', create, 'options', 'url'],
  ['imageBinaryProperty', { ...create, imageSource: 'binary' }, 'string', 'data'],
  ['firstImageSource', frames, 'options', 'url'],
  ['firstImageUrl', frames, 'string', ''],
  ['firstImageBinaryProperty', { ...frames, firstImageSource: 'binary' }, 'string', 'first'],
  ['lastImageSource', frames, 'options', 'url'],
  ['lastImageUrl', frames, 'string', ''],
  ['lastImageBinaryProperty', { ...frames, lastImageSource: 'binary' }, 'string', 'last'],
  ['referenceImagesSource', reference, 'options', 'url'],
  ['referenceImageUrls', reference, 'string', ''],
  ['referenceImageBinaryProperties', { ...reference, referenceImagesSource: 'binary' }, 'string', 'data'],
  ['videoSource', extend, 'options', 'taskId'],
  ['sourceTaskId', extend, 'string', ''],
  ['videoUrl', { ...extend, videoSource: 'url' }, 'string', ''],
  ['videoBinaryProperty', { ...extend, videoSource: 'binary' }, 'string', 'data'],
  ['routeByStatus', status, 'boolean', false],
  ['downloadVideo', wait, 'boolean', true],
  ['downloadVideo', status, 'boolean', false],
  ['binaryPropertyOutput', waitForFile, 'string', 'data'],
  ['binaryPropertyOutput', { ...status, downloadVideo: true }, 'string', 'data'],
  ['outputFileName', waitForFile, 'string', ''],
  ['outputFileName', { ...status, downloadVideo: true }, 'string', ''],
  ['prompt', create, 'string', ''],
  ['imageUrl', create, 'string', ''],
  ['aspectRatio', create, 'options', '16:9'],
  ['resolution', create, 'options', '720p'],
  ['duration', create, 'options', 4],
  ['duration', reference, 'options', 8],
  ['generateAudio', create, 'boolean', false],
  ['options', create, 'collection', {}],
  ['batching', create, 'collection', {}],
  ['taskId', status, 'string', ''],
  ['waitForCompletion', status, 'boolean', false],
  ['waitOptions', wait, 'collection', {}],
  ['simplify', create, 'boolean', true],
  ['simplify', status, 'boolean', true],
];

test.each(parameters)('%s for %j is of type %s and starts with %j', (name, values, type, initial) => {
  expect(property(name, values)).toMatchObject({ type, default: initial });
});

/** interface.md, Parameters; a default is written where it is promised. */
const inCollections: Array<[string, INodeParameters, string, string, unknown?]> = [
  ['options', create, 'negativePrompt', 'string', ''],
  ['options', create, 'seed', 'number'],
  ['options', create, 'autoFix', 'boolean'],
  ['options', best, 'enhancePrompt', 'boolean'],
  ['options', best, 'safetyTolerance', 'options'],
  ['options', best, 'personGeneration', 'options'],
  ['options', create, 'recreateFailedTasks', 'boolean', false],
  ['options', create, 'reuseWhileTesting', 'boolean', true],
  ['options', create, 'orderKey', 'string', ''],
  ['options', check, 'orderKey', 'string', ''],
  ['options', create, 'includeInputFields', 'boolean', false],
  ['options', status, 'includeInputFields', 'boolean', false],
  ['options', check, 'includeInputFields', 'boolean', false],
  ['waitOptions', wait, 'timeoutMinutes', 'number', 15],
  ['waitOptions', wait, 'pollIntervalSeconds', 'number'],
  ['waitOptions', wait, 'onTimeout', 'options', 'error'],
  ['waitOptions', wait, 'onTaskFailure', 'options', 'error'],
  ['options', create, 'additionalFields', 'json'],
  ['batching', create, 'maxConcurrentTasks', 'number', 5],
  ['batching', create, 'maxCredits', 'number', 0],
  ['batching', create, 'maxVideos', 'number', 0],
  ['batching', create, 'retryOnRateLimit', 'boolean', true],
];

test.each(inCollections)('%s for %j has %s of type %s', (collection, values, name, type, ...promised) => {
  const member = members(collection, values).find((candidate) => candidate.name === name);
  expect(member?.type).toBe(type);
  if (promised.length > 0) expect(member?.default).toEqual(promised[0]);
});

test.each<[string, INodeParameters, unknown[]]>([
  ['operation', {}, ['create', 'createAndWait', 'check', 'getStatus', 'getCredits']],
  ['mode', {}, ['imageToVideo', 'textToVideo', 'firstLastFrame', 'referenceToVideo', 'extend']],
  ['aspectRatio', {}, ['16:9', '9:16', 'auto']],
  ['resolution', best, ['720p', '1080p', '4k']],
  ['duration', {}, [4, 6, 8]],
])('%s has its values', (name, values, expected) => {
  expect(choices(property(name, values))).toEqual(expect.arrayContaining(expected));
});

test.each<[string, string, unknown[]]>([
  ['options', 'personGeneration', ['allow_adult', 'dont_allow']],
  ['options', 'safetyTolerance', [1, 2, 3, 4, 5, 6]],
  ['waitOptions', 'onTimeout', ['error', 'returnTask']],
  ['waitOptions', 'onTaskFailure', ['error', 'returnTask']],
])('%s.%s has exactly its values', (collection, name, expected) => {
  const values = { ...wait, model: 'standard' };
  const member = members(collection, values).find((candidate) => candidate.name === name);
  expect([...choices(member)].sort()).toEqual([...expected].sort());
});

test.each<[string, number, number]>([
  // interface.md, Parameters.
  ['timeoutMinutes', 0.1, 1440],
])('%s lies between %d and %d', (name, least, most) => {
  const member = members('waitOptions', wait).find((candidate) => candidate.name === name);
  expect(member?.typeOptions).toMatchObject({ minValue: least, maxValue: most });
});

test('at most 100 tasks may be open at once', () => {
  const member = members('batching', create).find(({ name }) => name === 'maxConcurrentTasks');
  expect(member?.typeOptions).toMatchObject({ minValue: 1, maxValue: 100 });
});

test('the node is the one that workflows name', () => {
  expect(new AiHubMaxVeo()).toHaveProperty('execute');
  expect(description).toMatchObject({
    name: 'aiHubMaxVeo',
    displayName: 'AIHubMax Veo',
    version: 1,
    usableAsTool: true,
    credentials: [{ name: 'aiHubMaxApi', required: true }],
  });
});
