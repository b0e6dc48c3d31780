/** Small things that a person sees in the form. */
import { description, property } from '../support/form.mts';

test('an example fits into its field at the usual width of the panel', () => {
  const oneLine = description.properties.filter(({ typeOptions }) => !typeOptions?.rows);
  const tooLong = oneLine.filter(
    ({ type, placeholder = '' }) => type === 'string' && placeholder.length > 42,
  );
  expect(tooLong.map(({ name, placeholder }) => [name, placeholder])).toEqual([]);
});

test('the name of a file has an example', () => {
  expect(property('outputFileName', {})?.placeholder).toBe('e.g. {{ $json.sku }}');
});

test('where a file comes from is called like the file', () => {
  const reference = { operation: 'create', mode: 'referenceToVideo' };
  expect(property('referenceImagesSource', reference)?.displayName).toBe('Reference Image Source');
  expect(property('referenceImageUrls', reference)?.displayName).toBe('Reference Image URLs');
});

test('a node that is added by its action has a name that fits on the canvas', () => {
  const [operation] = description.properties.filter(({ name }) => name === 'operation');
  const actions = (operation?.options ?? []).map((option) => ('action' in option ? option.action : ''));
  expect(actions.filter((action = '') => action.length > 33)).toEqual([]);
});
