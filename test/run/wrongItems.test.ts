/** A sheet with several bad rows: the first is told in full, all are counted, and nothing is sent. */
import { failing, flowers } from '../support/context.mts';
import { fakeService } from '../support/service.mts';

const rows = (wrong: number[], count: number) =>
  Array.from({ length: count }, (_, nth) => ({ prompt: wrong.includes(nth) ? 'undefined' : `Wave ${nth}` }));

async function refusal(wrong: number[], count: number): Promise<string> {
  const service = fakeService({});
  const error = await failing({ service, parameters: flowers, items: rows(wrong, count) });
  expect(service.creates()).toEqual([]);
  expect(error).toMatchObject({ context: { itemIndex: wrong[0] } });
  return error.message;
}

test('one bad row is named, counted from 1', async () => {
  expect(await refusal([4], 10)).toMatch(
    /^Item 5 of 10: Prompt is "undefined": its expression gave no value\.$/,
  );
});

test('a second bad row is named', async () => {
  expect(await refusal([4, 9], 10)).toMatch(/^Item 5 of 10: .+ gave no value\. Also wrong: item 10\.$/);
});

test('of many bad rows only the first ten are named', async () => {
  const wrong = Array.from({ length: 50 }, (_, nth) => nth);
  const message = await refusal(wrong, 60);
  expect(message).toMatch(
    /^Item 1 of 60: .+ Also wrong: items 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 39 more\.$/,
  );
});
