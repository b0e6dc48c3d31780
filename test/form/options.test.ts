/** What the collections offer, for every model. */
import { field, fieldsOf, isModelId } from '../../nodes/AiHubMaxVeo/catalogue/queries';
import { members, names } from '../support/form.mts';
import { choicesByMode, standard } from '../support/inputs.mts';

const ours = [
  'additionalFields',
  'includeInputFields',
  'orderKey',
  'recreateFailedTasks',
  'reuseWhileTesting',
];
/** Of the model's fields, which test/catalogue holds to the vendor's pages. */
const ofModel = (id: string): string[] =>
  isModelId(id) ? fieldsOf(id).filter((name) => field(name).place === 'options') : [];

test.each(choicesByMode.map(([mode, model, id]) => ({ mode, model, id })))(
  '$mode with $model has the options of the model, and ours',
  ({ mode, model, id }) => {
    const expected = [...ofModel(id), ...ours].sort();
    expect(names(members('options', { mode, model })).sort()).toEqual(expected);
  },
);

test('options of an operation that pays for nothing are those that mean something there', () => {
  const checked = ['additionalFields', 'includeInputFields', 'orderKey', ...ofModel(standard)];
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
