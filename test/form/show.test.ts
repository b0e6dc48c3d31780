/** Which fields the form shows, for every operation, mode and model, by n8n's own rules. */
import type { INodeParameters } from 'n8n-workflow';
import { choices, description, members, names, property, shown } from '../support/form.mts';
import { idsByMode } from '../contract/models.mts';
import { choicesByMode, variantOf } from '../support/inputs.mts';

/** interface.md, Parameters. A new parameter is one word in its row. */
const always = ['operation', 'simplify'];
const ofCreate = ['mode', 'model', 'prompt', 'aspectRatio', 'generateAudio', 'options', 'batching'];
const ofFile = ['binaryPropertyOutput', 'outputFileName'];
const ofWait = ['waitOptions', 'downloadVideo', ...ofFile];
const shape = ['resolution', 'duration'];
const ofMode: Readonly<Record<string, string[]>> = {
  imageToVideo: [...shape, 'imageSource', 'imageUrl'],
  textToVideo: shape,
  firstLastFrame: [...shape, 'firstImageSource', 'firstImageUrl', 'lastImageSource', 'lastImageUrl'],
  referenceToVideo: [...shape, 'referenceImagesSource', 'referenceImageUrls'],
  extend: ['videoSource', 'sourceTaskId'],
};
const ofStatus = ['taskId', 'waitForCompletion', 'routeByStatus', 'downloadVideo', 'options'];

const creates = choicesByMode.flatMap(
  ([mode, model]): Array<[INodeParameters, string[]]> => [
    [{ operation: 'create', mode, model }, [...always, ...ofCreate, ...(ofMode[mode] ?? [])]],
    [{ operation: 'check', mode, model }, ['operation', ...ofCreate, ...(ofMode[mode] ?? [])]],
    [
      { operation: 'createAndWait', mode, model },
      [...always, ...ofCreate, ...ofWait, ...(ofMode[mode] ?? [])],
    ],
  ],
);

const waiting = '={{ $json.wait }}';

const others: Array<[INodeParameters, string[]]> = [
  [{}, [...always, ...ofCreate, ...ofWait, ...(ofMode.imageToVideo ?? [])]],
  [{ operation: 'getStatus' }, [...always, ...ofStatus]],
  [{ operation: 'getStatus', waitForCompletion: true }, [...always, ...ofStatus, 'waitOptions']],
  [{ operation: 'getStatus', waitForCompletion: waiting }, [...always, ...ofStatus, 'waitOptions']],
  [{ operation: 'getStatus', downloadVideo: true }, [...always, ...ofStatus, ...ofFile]],
  [
    { downloadVideo: false },
    [...always, ...ofCreate, 'waitOptions', 'downloadVideo', ...(ofMode.imageToVideo ?? [])],
  ],
  [{ operation: 'getCredits' }, always],
];

test.each([...creates, ...others])('%j shows its fields, each once', (values, expected) => {
  expect(names(shown(values)).sort()).toEqual([...expected].sort());
});

/** interface.md, Parameters: one parameter for each source. */
const sources: Array<[mode: string, source: string, byKind: Record<string, string>]> = [
  ['imageToVideo', 'imageSource', { url: 'imageUrl', binary: 'imageBinaryProperty' }],
  ['firstLastFrame', 'firstImageSource', { url: 'firstImageUrl', binary: 'firstImageBinaryProperty' }],
  ['firstLastFrame', 'lastImageSource', { url: 'lastImageUrl', binary: 'lastImageBinaryProperty' }],
  [
    'referenceToVideo',
    'referenceImagesSource',
    { url: 'referenceImageUrls', binary: 'referenceImageBinaryProperties' },
  ],
  ['extend', 'videoSource', { taskId: 'sourceTaskId', url: 'videoUrl', binary: 'videoBinaryProperty' }],
];

test.each(sources)('%s asks by %s for what its source needs', (mode, source, byKind) => {
  expect(choices(property(source, { mode })).sort()).toEqual(Object.keys(byKind).sort());
  for (const [kind, parameter] of Object.entries(byKind)) {
    const visible = names(shown({ mode, [source]: kind }));
    const hidden = Object.values(byKind).filter((other) => other !== parameter);
    expect(visible).toContain(parameter);
    expect(visible.filter((name) => hidden.includes(name))).toEqual([]);
  }
});

test.each(Object.entries(idsByMode))('%s offers its variants, the standard one first', (mode, ids) => {
  expect(choices(property('model', { mode }))).toEqual(ids.map(variantOf));
});

/** docs.aihubmax.com, Veo3.1 pages, read 2026-11-22. */
function offersOf(id: string, resolution?: string): [unknown[], unknown[]] {
  const isLite = id.includes('lite');
  const resolutions = isLite ? ['720p', '1080p'] : ['720p', '1080p', '4k'];
  const only8 = id.includes('reference') || (isLite && resolution === '1080p');
  return [resolutions, only8 ? [8] : [4, 6, 8]];
}

const offers = choicesByMode
  .filter(([mode]) => mode !== 'extend')
  .flatMap(([mode, model, id]) =>
    [undefined, '720p', '1080p'].map((resolution) => ({ mode, model, id, resolution })),
  );

test.each(offers)('$id at $resolution offers what the vendor takes', ({ mode, model, id, resolution }) => {
  const values = { mode, model, ...(resolution && { resolution }) };
  const offered = [choices(property('resolution', values)), choices(property('duration', values))];
  expect(offered).toEqual(offersOf(id, resolution));
  const measured = mode === 'textToVideo' ? [] : ['auto'];
  expect(choices(property('aspectRatio', values))).toEqual(['16:9', '9:16', ...measured]);
});

const unique = (all: string[]) => [...new Set(all)].sort();

test.each([
  [{ model: '={{ $json.model }}' }, 'imageToVideo'],
  [{ mode: 'firstLastFrame', model: '={{ $json.model }}' }, 'firstLastFrame'],
])('with %j every field, choice and option of the mode stays reachable', (values, mode) => {
  const visible = shown({ operation: 'createAndWait', ...values });
  expect(unique(names(visible))).toEqual(
    unique([...always, ...ofCreate, ...ofWait, ...(ofMode[mode] ?? [])]),
  );
  const offered = (name: string) =>
    unique(visible.filter((one) => one.name === name).flatMap((one) => choices(one).map(String)));
  expect([offered('resolution'), offered('duration')]).toEqual([
    ['1080p', '4k', '720p'],
    ['4', '6', '8'],
  ]);
  expect(unique(names(members('options', values)))).toEqual(
    unique(names(members('options', { mode, model: 'standard' }))),
  );
});

test('a mode from an expression leaves every field of every mode reachable', () => {
  const visible = unique(names(shown({ operation: 'create', mode: '={{ $json.mode }}' })));
  expect(visible).toEqual(expect.arrayContaining([...ofCreate, ...Object.values(ofMode).flat()]));
});

test('a resolution from an expression leaves every duration reachable', () => {
  const visible = shown({ operation: 'create', model: 'lite', resolution: '={{ $json.resolution }}' });
  const durations = visible.filter(({ name }) => name === 'duration').flatMap((one) => choices(one));
  expect(new Set(durations)).toEqual(new Set([4, 6, 8]));
});

test('only what decides about the outputs of the node refuses expressions', () => {
  expect(names(description.properties.filter(({ noDataExpression }) => noDataExpression))).toEqual([
    'operation',
    'routeByStatus',
  ]);
});
