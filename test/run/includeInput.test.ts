/** Include Input Fields: the item comes along under "input", as a copy and never merged. */
import type { INodeParameters } from 'n8n-workflow';
import { execute, flowers } from '../support/context.mts';
import { accepted, completed, failed, taskId } from '../support/replies.mts';
import { png } from '../support/binaries.mts';
import { fakeService, json } from '../support/service.mts';
import type { Script } from '../support/service.mts';

const row = { sku: 'A-1', videoUrl: 'mine', nested: { error: 'kept' } };

/** Of the balance; what lies behind the image's URL is an image. */
const unreadable: Script = ({ url }) => (url.includes('/v1/') ? json({}) : { body: png(1280, 720) });

async function itemOf(parameters: INodeParameters, look: object = completed()) {
  const service = fakeService({ create: json(accepted()), look: json(look), other: unreadable });
  const [item] = await execute({ service, parameters, json: [row] });
  return item?.json ?? {};
}

const options = { includeInputFields: true };

test.each([
  ['create', { ...flowers, operation: 'create', options }],
  ['createAndWait', { ...flowers, operation: 'createAndWait', options }],
  ['getStatus', { operation: 'getStatus', taskId, options }],
  ['check', { ...flowers, operation: 'check', options }],
])('%s has it last', async (_operation, parameters) => {
  const item = await itemOf(parameters);
  expect(Object.keys(item).at(-1)).toBe('input');
  expect(item.input).toEqual({ item: 0, ...row });
  expect(item.input).not.toBe(row);
  expect(item.videoUrl).not.toBe('mine');
});

test('a failed task that comes as an item has it, too', async () => {
  const waitOptions = { onTaskFailure: 'returnTask' };
  const item = await itemOf({ ...flowers, operation: 'createAndWait', options, waitOptions }, failed());
  expect(item).toMatchObject({ isFailed: true, input: row });
});

test('otherwise there is none', async () => {
  expect(await itemOf({ ...flowers, operation: 'create' })).not.toHaveProperty('input');
});

test('a value that is neither yes nor no is refused', async () => {
  await expect(itemOf({ ...flowers, options: { includeInputFields: 'sometimes' } })).rejects.toThrow(
    /Include Input Fields is "sometimes"/,
  );
});
