import type { IPinData } from 'n8n-workflow';
import type { FaultRule } from '../emulator/index.mts';
import { improper, refused } from './refusals.mts';
import { answering, unreachable, type Twin } from './twins.mts';

/** One way in which an example can go. */
export interface Story {
  readonly file: string;
  readonly when: string;
  readonly trigger: string;
  /** Where it ends, and with how many items. */
  readonly ends: Record<string, number>;
  /** What a node tells the user then. */
  readonly tells?: Readonly<Record<string, RegExp>>;
  /** How many videos are ordered. */
  readonly orders: number;
  readonly faults?: readonly FaultRule[];
  readonly twins?: Readonly<Record<string, Twin>>;
  /** Other samples than the file's own. */
  readonly samples?: IPinData;
}

const photo = { file: 'photo-to-video.json', trigger: 'Start', orders: 1 };
const loop = { file: 'restart-safe-loop.json', trigger: 'Start', orders: 1 };
const sheet = { file: 'sheet-factory.json', trigger: 'Every hour', orders: 2 };
const chat = { file: 'telegram-photo-to-video.json', trigger: 'A photo arrives', orders: 1 };
const short = { file: 'daily-short.json', trigger: 'Every morning', orders: 1 };
const before = { file: 'http-request-loop.json', trigger: 'Start', orders: 1 };
const after = { file: 'http-request-replaced.json', trigger: 'Start', orders: 1 };
const agent = { file: 'agent.json', trigger: 'Chat', ends: { Agent: 1 } };

export const stories: readonly Story[] = [
  { ...photo, when: 'all goes well', ends: { 'Make the video': 1 } },
  {
    ...photo,
    file: 'create-then-wait.json',
    when: 'all goes well',
    ends: { 'Wait for the video': 1 },
  },
  { ...before, when: 'all goes well', ends: { 'Download the video': 1 } },
  {
    ...after,
    when: 'all goes well',
    ends: { 'Create the video': 1 },
    tells: { 'Create the video': /"isSuccess":true/ },
  },
  {
    ...loop,
    when: 'the video takes some rounds',
    faults: [{ on: 'create', then: { script: { seconds: 60 } } }],
    ends: { 'Use the video': 1 },
  },
  {
    ...loop,
    when: 'the task fails',
    faults: [improper()],
    ends: { 'Tell what went wrong': 1 },
    tells: { 'Tell what went wrong': /The content rules forbid this/ },
  },
  {
    ...loop,
    when: 'the order is refused',
    faults: [refused],
    orders: 0,
    ends: { 'Tell what went wrong': 1 },
  },
  {
    ...sheet,
    when: 'all goes well',
    ends: { 'Row: done': 2 },
    tells: {
      'Save to Drive': /Flowers\.mp4.*task-unified-.*\.mp4/,
      'Row: done': /drive\.example.*"3".*drive\.example/,
    },
  },
  {
    ...sheet,
    when: 'one prompt is refused',
    faults: [improper(2)],
    ends: { 'Row: done': 1, 'Row: change something': 1 },
    tells: { 'Row: change something': /change me.*The content rules forbid this.*task-unified-/ },
  },
  {
    ...sheet,
    when: 'a file cannot be fetched',
    faults: [{ on: 'result', times: 0, then: { status: 500 } }],
    ends: { 'Row: link only': 2 },
    tells: { 'Row: link only': /https?:.*\.mp4.*Save it before 20/ },
  },
  {
    ...sheet,
    when: 'Drive does not take the files',
    twins: { 'n8n-nodes-base.googleDrive': unreachable },
    ends: { 'Row: link only': 2 },
    tells: { 'Row: link only': /https?:.*\.mp4.*"3".*https?:.*\.mp4/ },
  },
  {
    ...sheet,
    when: 'the balance is used up',
    faults: [refused],
    orders: 0,
    ends: { 'Row: look at it': 2 },
    tells: { 'Row: look at it': /The balance is used up/ },
  },
  {
    ...chat,
    when: 'all goes well',
    ends: { 'Send the video': 1 },
    tells: { 'Send the video': /123456789.*\.mp4/ },
  },
  {
    ...chat,
    when: 'the picture is refused',
    faults: [improper()],
    ends: { 'Send the reason': 1 },
    tells: { 'Send the reason': /123456789.*The content rules forbid this/ },
  },
  {
    ...chat,
    when: 'the balance is used up',
    faults: [refused],
    orders: 0,
    ends: { 'Send the reason': 1 },
    tells: { 'Send the reason': /The balance is used up/ },
  },
  {
    ...short,
    when: 'the person says yes',
    ends: { 'Put it on YouTube': 1 },
    tells: {
      'Ask a person': /Mist over the lake.*https?:.*\.mp4/,
      'Put it on YouTube': /Mist over the lake.*\.mp4/,
    },
  },
  {
    ...short,
    when: 'the person says no',
    twins: { 'n8n-nodes-base.telegram': answering(false) },
    ends: { 'Leave it': 1 },
  },
  {
    ...short,
    when: 'the task fails',
    faults: [improper()],
    ends: { 'Tell what went wrong': 1 },
    tells: { 'Tell what went wrong': /No video today: .*The content rules forbid this/ },
  },
  { ...agent, when: 'all goes well', orders: 1, tells: { Agent: /Here is your video: https?:.*\.mp4/ } },
  {
    ...agent,
    when: 'the order is refused',
    faults: [refused],
    orders: 0,
    tells: { Agent: /It was not started: .*The balance is used up/ },
  },
];
