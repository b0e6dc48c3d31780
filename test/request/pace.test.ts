/**
 * Whatever is pasted or given by an expression, up to a megabyte: it is read and judged, and an error about it stays short.
 * `npm run bench -- loop` shows how long that takes.
 */
import { everyInput } from '../support/inputs.mts';
import { lists, mainNames, optionNames, texts } from '../support/pasted.mts';
import { asked } from '../support/road.mts';

const maxErrorLength = 2_000;

test.each(Object.entries(texts))('a megabyte of %s', (_what, text) => {
  for (const name of mainNames)
    expect(asked({ ...everyInput, [name]: text }).issues.join(' ').length).toBeLessThan(maxErrorLength);
  for (const name of optionNames)
    expect(asked({ ...everyInput, options: { [name]: text } }).issues.join(' ').length).toBeLessThan(
      maxErrorLength,
    );
});

const reference = { ...everyInput, mode: 'referenceToVideo' };

test.each(lists)('a megabyte of %s as reference images', (_what, given) => {
  const { issues } = asked({ ...reference, referenceImageUrls: given });
  expect(issues.join(' ').length).toBeGreaterThan(0);
  expect(issues.join(' ').length).toBeLessThan(maxErrorLength);
  const names = { referenceImagesSource: 'binary', referenceImageBinaryProperties: given };
  expect(asked({ ...reference, ...names }).issues.join(' ').length).toBeLessThan(maxErrorLength);
});
