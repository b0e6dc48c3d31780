/** Include Input Fields: the item comes along under "input", as a copy and never merged. */
import { stringify } from 'flatted';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { execute, flowers } from '../support/context.mts';
import { accepted, completed, failed, taskId } from '../support/replies.mts';
import { png } from '../support/binaries.mts';
import { fakeService, json, type Script } from '../support/service.mts';

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

const nested = (depth: number, one: string) =>
  JSON.parse(`${one.repeat(depth)}1${(one === '[' ? ']' : '}').repeat(depth)}`) as IDataObject;

const cyclic: IDataObject = { a: [{ b: 1 }] };
cyclic.self = cyclic;

test.each<[string, IDataObject]>([
  ['5,000 levels deep', { deep: nested(5_000, '{"a":') }],
  ['50,000 levels deep', { deep: nested(50_000, '{"a":') }],
  ['50,000 lists deep', { deep: nested(50_000, '[') }],
  ['that holds itself', cyclic],
])('an item %s comes along, and hides no paid task', async (_what, given) => {
  const service = fakeService({ create: json(accepted()) });
  const [item] = await execute({ service, parameters: { ...flowers, options }, json: [given] });
  const { input, ...rest } = item?.json ?? {};
  expect(rest).toMatchObject({ taskId });
  expect(stringify(input)).toBe(stringify({ item: 0, ...given }));
  expect(service.creates()).toHaveLength(1);
});

test('the copy has what n8n would save: dates as text, every name as a field, and nothing of it is shared', async () => {
  const at = new Date(0);
  const own = JSON.parse('{"__proto__":{"polluted":1},"list":[1,null]}') as IDataObject;
  const service = fakeService({ create: json(accepted()) });
  const [item] = await execute({
    service,
    parameters: { ...flowers, options },
    json: [{ ...row, at, own } as never],
  });
  const input = item?.json.input as IDataObject;
  expect(input).toEqual({ item: 0, ...row, at: at.toISOString(), own });
  expect(Object.keys(input.own as object)).toEqual(['__proto__', 'list']);
  expect(Object.getPrototypeOf(input.own)).toBe(Object.prototype);
  expect(input.nested).not.toBe(row.nested);
});

test.each<[string, object]>([
  [
    'a value that throws',
    {
      get bad() {
        throw new TypeError('No such column');
      },
    },
  ],
  [
    'a text of its own that throws',
    {
      bad: {
        toJSON() {
          throw new Error('No such column');
        },
      },
    },
  ],
  ['more values than anybody has', { list: new Array(6_000_000) }],
])('an item with %s is refused before anything is sent, and by its own name', async (_what, bad) => {
  const service = fakeService({ create: json(accepted()) });
  const [item] = await execute({
    ...{ service, parameters: { ...flowers, options }, continueOnFail: true },
    json: [{ nested: bad } as never],
  });
  expect(item?.json).toEqual({
    error: expect.stringMatching(/^Include Input Fields is on, but the item cannot be copied: /) as string,
    message: 'invalid_request: Turn it off, or change the item. Nothing was charged.',
    charged: 'no',
    failure: expect.objectContaining({ category: 'invalid_request', charged: 'no' }) as object,
  });
  expect(service.creates()).toEqual([]);
});

test('otherwise there is none', async () => {
  expect(await itemOf({ ...flowers, operation: 'create' })).not.toHaveProperty('input');
});

test('a value that is neither yes nor no is refused', async () => {
  await expect(itemOf({ ...flowers, options: { includeInputFields: 'sometimes' } })).rejects.toThrow(
    /Include Input Fields is "sometimes"/,
  );
});
