/** The node's own settings, as data. A setting is one row here and the line that uses it. */

export const collections = { options: 'Options', batching: 'Batching', waitOptions: 'Wait Options' } as const;

export type Setting = {
  label: string;
  help: string;
  /** Absent: outside of the collections. */
  place?: keyof typeof collections;
} & (
  | {
      kind: 'number';
      defaultValue: number;
      min: number;
      max: number;
      /** Below this only 0 is allowed, which then means something else. */
      minUnlessZero?: number;
      isWhole?: true;
      /** A limit that was added and evaluates to nothing would be no limit at all: 0 says that there is none. */
      isLimit?: true;
    }
  | { kind: 'boolean'; defaultValue: boolean }
  | { kind: 'choice'; defaultValue: string; choices: Readonly<Record<string, string>> }
  | { kind: 'text'; defaultValue: string; hint?: string; placeholder?: string }
);

/** Value -> what the form calls it. */
const ends = { returnTask: 'Return the Task as an Item', error: 'Stop With an Error' } as const;

export const settings = {
  downloadVideo: {
    kind: 'boolean',
    label: 'Download Video',
    help: 'Whether to put the finished video into the output item as a file. Its URL alone works for 24 hours only.',
    defaultValue: false,
  },
  binaryPropertyOutput: {
    kind: 'text',
    label: 'Put Output File in Field',
    help: 'The binary field of the output item that gets the video',
    hint: 'The name of the output binary field to put the file in',
    defaultValue: 'data',
  },
  outputFileName: {
    kind: 'text',
    label: 'File Name',
    help: 'The name of the file, for example a product number from the item. If empty, it is the task ID. The extension is added.',
    placeholder: 'e.g. {{ $json.sku }}',
    defaultValue: '',
  },
  waitForCompletion: {
    kind: 'boolean',
    label: 'Wait for Completion',
    help: 'Whether to wait until the task finishes instead of returning its current status',
    defaultValue: false,
  },
  routeByStatus: {
    kind: 'boolean',
    label: 'Route by Status',
    help: 'Whether the node has three outputs: Completed, In Progress and Failed. With Wait for Completion, failed and unfinished tasks then take their output instead of stopping the workflow.',
    defaultValue: false,
  },
  includeInputFields: {
    kind: 'boolean',
    place: 'options',
    label: 'Include Input Fields',
    help: 'Whether to put a copy of the input item under "input", so that a result is known by what it was made from',
    defaultValue: false,
  },
  orderKey: {
    kind: 'text',
    place: 'options',
    label: 'Order Key',
    help: 'A name for this video, such as an order number. For 24 hours the same key gives the same task back, in every execution, and nothing is charged again. If empty, every new execution except a test run creates a new video.',
    placeholder: 'e.g. {{ $json.orderId }}',
    defaultValue: '',
  },
  reuseWhileTesting: {
    kind: 'boolean',
    place: 'options',
    label: 'Reuse Video While Testing',
    help: 'Whether a test run in the editor reuses the video of an earlier test run as long as nothing about it has changed. If off, every test run creates and pays for a new one.',
    defaultValue: true,
  },
  recreateFailedTasks: {
    kind: 'boolean',
    place: 'options',
    label: 'Recreate Failed Tasks',
    help: 'Whether Retry On Fail creates (and pays for) a new video when the previous task failed. If off, the previous failure is returned again.',
    defaultValue: false,
  },
  onTaskFailure: {
    kind: 'choice',
    place: 'waitOptions',
    label: 'On Task Failure',
    help: 'What to do when AIHubMax could not create the video. An item has the reason under "failure".',
    choices: ends,
    defaultValue: 'error',
  },
  onTimeout: {
    kind: 'choice',
    place: 'waitOptions',
    label: 'On Timeout',
    help: 'What to do when the task is still running after the timeout. It goes on at AIHubMax either way. An item has "timedOut" set to true.',
    choices: ends,
    defaultValue: 'error',
  },
  pollIntervalSeconds: {
    kind: 'number',
    place: 'waitOptions',
    label: 'Poll Interval (Seconds)',
    help: 'How often to check the task (minimum 1 second). 0 chooses the interval automatically.',
    defaultValue: 0,
    min: 0,
    max: 3600,
    minUnlessZero: 1,
  },
  timeoutMinutes: {
    kind: 'number',
    place: 'waitOptions',
    label: 'Timeout (Minutes)',
    help: 'How long to wait at most. After that the task goes on at AIHubMax and can be read with Get Status.',
    defaultValue: 15,
    min: 0.1,
    max: 1440,
  },
  maxConcurrentTasks: {
    kind: 'number',
    place: 'batching',
    label: 'Max Concurrent Tasks',
    help: 'How many videos to create at the same time. The other items wait.',
    defaultValue: 5,
    min: 1,
    max: 100,
    isWhole: true,
  },
  maxCredits: {
    kind: 'number',
    place: 'batching',
    label: 'Max Credits',
    help: 'Create no more videos once this run would reserve more than this many credits. 0 means no limit. The first video shows what one costs (creditsReserved).',
    defaultValue: 0,
    min: 0,
    max: 1_000_000_000,
    isLimit: true,
  },
  maxVideos: {
    kind: 'number',
    place: 'batching',
    label: 'Max Videos',
    help: 'Create no more than this many videos in one run. 0 means no limit.',
    defaultValue: 0,
    min: 0,
    max: 1_000_000_000,
    minUnlessZero: 1,
    isWhole: true,
    isLimit: true,
  },
  retryOnRateLimit: {
    kind: 'boolean',
    place: 'batching',
    label: 'Retry on Rate Limit',
    help: 'Whether to retry when AIHubMax responds with 429 (too many requests). Requests that are refused this way are not charged.',
    defaultValue: true,
  },
  simplify: {
    kind: 'boolean',
    label: 'Simplify',
    // The text that n8n's lint demands.
    help: 'Whether to return a simplified version of the response instead of the raw data',
    defaultValue: true,
  },
} as const satisfies Readonly<Record<string, Setting>>;

/** The outputs of Get Status with Route by Status, in their order. */
export const statusOutputs = ['Completed', 'In Progress', 'Failed'] as const;
