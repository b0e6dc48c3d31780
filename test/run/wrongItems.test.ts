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

test('one bad row is told as it is', async () => {
  expect(await refusal([4], 10)).toMatch(/^Prompt is "undefined": its expression gave no value\.$/);
});

test('a second bad row is counted and named', async () => {
  expect(await refusal([4, 9], 10)).toMatch(
    / 1 more item has a problem: 9\. n8n counts items from 0: item 4 is the 5th\.$/,
  );
});

test('of many bad rows only the first ten are named', async () => {
  const wrong = Array.from({ length: 50 }, (_, nth) => nth);
  const message = await refusal(wrong, 60);
  expect(message).toMatch(
    / 49 more items have problems: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …\. n8n counts items from 0: item 0 is the 1st\.$/,
  );
});
