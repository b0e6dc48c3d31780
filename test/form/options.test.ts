/** What the collections offer, for every model. */
import { members, names } from '../support/form.mts';
import { choicesByMode } from '../support/inputs.mts';

/** docs.aihubmax.com, Veo3.1 pages, read 2026-11-22 (api-contract.md section 7). */
const common = ['autoFix', 'negativePrompt', 'seed'];
const ours = [
  'additionalFields',
  'includeInputFields',
  'orderKey',
  'recreateFailedTasks',
  'reuseWhileTesting',
];
const reference = ['autoFix', 'safetyTolerance'];

function vendorsOptions(mode: string, model: string): string[] {
  const isStandard = model === 'standard';
  const people = ['enhancePrompt', 'personGeneration'];
  if (mode === 'extend') return [...common, 'safetyTolerance'];
  if (mode === 'referenceToVideo') return isStandard ? [...reference, ...people, 'referenceType'] : reference;
  if (isStandard) return [...common, 'safetyTolerance', ...people];
  return model === 'fast' ? [...common, 'safetyTolerance'] : common;
}

test.each(choicesByMode.map(([mode, model]) => ({ mode, model })))(
  '$mode with $model has the options of the vendor',
  ({ mode, model }) => {
    const expected = [...vendorsOptions(mode, model), ...ours].sort();
    expect(names(members('options', { mode, model })).sort()).toEqual(expected);
  },
);

test('options of an operation that pays for nothing are those that mean something there', () => {
  const checked = [
    'additionalFields',
    'includeInputFields',
    'orderKey',
    ...vendorsOptions('imageToVideo', 'standard'),
  ];
  expect(names(members('options', { operation: 'check', model: 'standard' })).sort()).toEqual(checked.sort());
  expect(names(members('options', { operation: 'getStatus' }))).toEqual(['includeInputFields']);
});

const waitOptions = ['onTaskFailure', 'onTimeout', 'pollIntervalSeconds', 'timeoutMinutes'];

test.each([{ operation: 'createAndWait' }, { operation: 'getStatus', waitForCompletion: true }])(
  'the wait options are the same for %j',
  (values) => {
    expect(names(members('waitOptions', values)).sort()).toEqual(waitOptions);
  },
);

test('batching has its limits', () => {
  const expected = ['maxConcurrentTasks', 'maxCredits', 'maxVideos', 'retryOnRateLimit'];
  expect(names(members('batching', { operation: 'create' })).sort()).toEqual(expected);
});
