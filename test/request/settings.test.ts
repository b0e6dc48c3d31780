/** The settings of the node itself: bounds, and texts as spreadsheets give them. */
import { valueOf } from '../../nodes/AiHubMaxVeo/request/checked';
import {
  readDownload,
  readOrderKey,
  readOrderSettings,
  readSetting,
  readWaitSettings,
} from '../../nodes/AiHubMaxVeo/request/settings';
import { failureOf } from '../support/failure.mts';
import { everyInput } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

const readerOf = (parameters: Record<string, unknown>) => (name: string) => parameters[name];

const waitOf = (waitOptions: unknown) => valueOf(readWaitSettings(readerOf({ waitOptions })));

const usual = {
  rules: { timeoutMs: 900_000, intervalMs: undefined },
  returnsTimeout: false,
  returnsFailure: false,
};

test.each([undefined, null, {}, { timeoutMinutes: '', pollIntervalSeconds: null }])(
  'without options a wait lasts 15 minutes, looks when it thinks best and ends in errors: %j',
  (waitOptions) => {
    expect(waitOf(waitOptions)).toEqual(usual);
  },
);

test('every option counts', () => {
  const options = { timeoutMinutes: 2, pollIntervalSeconds: 7 };
  expect(waitOf({ ...options, onTimeout: 'returnTask', onTaskFailure: 'returnTask' })).toEqual({
    rules: { timeoutMs: 120_000, intervalMs: 7_000 },
    returnsTimeout: true,
    returnsFailure: true,
  });
});

test('options may be texts, as a spreadsheet gives them', () => {
  const options = {
    timeoutMinutes: ' 0.5 ',
    pollIntervalSeconds: '2',
    // What the form calls it.
    onTimeout: 'Stop with an error',
    onTaskFailure: 'RETURNTASK',
  };
  expect(waitOf(options)).toEqual({
    rules: { timeoutMs: 30_000, intervalMs: 2_000 },
    returnsTimeout: false,
    returnsFailure: true,
  });
});

test.each([0.1, 1440, '0.1', '1440'])('a timeout of %j minutes is within the bounds', (timeoutMinutes) => {
  expect(waitOf({ timeoutMinutes }).rules.timeoutMs).toBeCloseTo(Number(timeoutMinutes) * 60_000);
});

// interface.md, Parameters: timeoutMinutes is 0.1 to 1440.
test.each([0, 0.05, 1441, -1, 'soon', Number.NaN, Infinity, {}, [5], true])(
  'a timeout of %j minutes is refused by name',
  (timeoutMinutes) => {
    const refused = failureOf(() => waitOf({ timeoutMinutes }));
    expect(refused?.category).toBe('invalid_request');
    expect(refused?.message).toMatch(/^Timeout \(Minutes\) is .+, but must be a number from 0\.1 to 1440\.$/);
  },
);

test.each([0.5, '0.1', 1e-9])('a limit of %j videos is not rounded to none', (maxVideos) => {
  const read = (batching: object) => valueOf(readOrderSettings(readerOf({ batching })));
  expect(failureOf(() => read({ maxVideos }))?.message).toMatch(
    /^Max Videos is .*, but must be 0 for no limit, or at least 1\.$/,
  );
  expect(read({ maxVideos: 1.9 }).maxVideos).toBe(1);
});

test.each([0, '0', ''])('a poll interval of %j lets the schedule decide', (pollIntervalSeconds) => {
  expect(waitOf({ pollIntervalSeconds }).rules.intervalMs).toBeUndefined();
});

test.each([0.5, -5, 'x', Number.NaN])(
  'a poll interval of %j seconds is refused by name',
  (pollIntervalSeconds) => {
    expect(failureOf(() => waitOf({ pollIntervalSeconds }))?.message).toMatch(
      /^Poll Interval \(Seconds\) is .+, but must be /,
    );
  },
);

test.each([
  ['onTimeout', 'explode'],
  ['onTaskFailure', 'ReturnTask!'],
])('%s %j is refused instead of quietly taken for something else', (name, value) => {
  const refused = failureOf(() => waitOf({ [name]: value }));
  expect(refused?.category).toBe('invalid_request');
  expect(refused?.message).toContain(`"${value}"`);
});

// What has no text of its own made a TypeError of a setting, which was told as a bug in the node.
const odd = [{ toString: 1 }, Object.create(null) as object, [], [true], new Map(), { valueOf: null }];

test.each(odd.map((value) => [value]))('%j as a yes or no is refused as a value', (value) => {
  const what = Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  const issues = [`Download Video is ${what}, but must be true or false.`];
  expect(readDownload(readerOf({ downloadVideo: value }))).toEqual({ issues });
  expect(readSetting(readerOf({ waitForCompletion: value }), 'waitForCompletion')).toMatchObject({
    issues: [expect.stringContaining('but must be true or false') as string],
  });
  expect(readOrderSettings(readerOf({ batching: { retryOnRateLimit: value } }))).toEqual({
    issues: [`Retry on Rate Limit is ${what}, but must be true or false.`],
  });
  expect(asked({ ...everyInput, generateAudio: value }).issues).toEqual([
    `Generate Audio is ${what}, but must be true or false.`,
  ]);
});

test('a text that is an object is refused, with how to make text of it', () => {
  expect(readDownload(readerOf({ downloadVideo: true, outputFileName: { sku: 1 } }))).toEqual({
    issues: [
      'File Name is an object, but must be text. To make text of it, write {{ JSON.stringify($json.field) }}.',
    ],
  });
});

const keyOf = (orderKey: unknown, written: unknown = '={{ $json.sku }}') =>
  readOrderKey(readerOf({ options: { orderKey } }), written);

test.each<[unknown, string]>([
  ['A-1', 'A-1'],
  [' \u00a0A-1\u200b\n', 'A-1'],
  [4711, '4711'],
  [0, '0'],
  ['Cafe\u0301', 'Café'],
  ['x'.repeat(200), 'x'.repeat(200)],
  ['null-and-void', 'null-and-void'],
])('the Order Key %j is %j', (given, key) => {
  expect(keyOf(given)).toEqual({ value: key });
});

test.each(['', undefined, null, '  '])('a field that is left empty is no Order Key: %j', (left) => {
  expect(keyOf(left, '')).toEqual({ value: '' });
});

test.each<[unknown, string]>([
  ['', 'Order Key is empty: its expression gave no value.'],
  [undefined, 'Order Key is empty: its expression gave no value.'],
  [null, 'Order Key is empty: its expression gave no value.'],
  [' \u200b ', 'Order Key is empty: its expression gave no value.'],
  ['undefined', 'Order Key is "undefined": its expression gave no value.'],
  [' null ', 'Order Key is "null": its expression gave no value.'],
  ['NaN', 'Order Key is "NaN": its expression gave no value.'],
  [NaN, 'Order Key is "NaN": its expression gave no value.'],
  [Infinity, 'Order Key is "Infinity", but must be text.'],
  [
    'order-[object Object]',
    'Order Key contains "[object Object]": its expression gave an object where text is needed. Name the field of the object, or make text of all of it: {{ JSON.stringify($json.field) }}.',
  ],
  [
    { id: 1 },
    'Order Key is an object, but must be text. To make text of it, write {{ JSON.stringify($json.field) }}.',
  ],
  [
    '{{ $json.sku }}',
    'Order Key is "{{ $json.sku }}", which n8n did not evaluate: switch the field to Expression.',
  ],
])('a slip is no Order Key, and is refused: %j', (given, issue) => {
  expect(keyOf(given)).toEqual({ issues: [issue] });
});

test('an Order Key has at most 200 characters', () => {
  expect(keyOf('x'.repeat(201))).toEqual({
    issues: [expect.stringMatching(/^Order Key is "x+…, but must be at most 200 characters long\.$/)],
  });
});
