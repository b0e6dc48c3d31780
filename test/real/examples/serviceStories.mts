/** The examples that lie between other services, and how they go. */
import { improper, refused } from './refusals.mts';
import type { Story } from './story.mts';
import { answering, unreachable } from './twins.mts';

const sheet = { file: 'sheet-factory.json', trigger: 'Every hour', orders: 2 };
const chat = { file: 'telegram-photo-to-video.json', trigger: 'A photo arrives', orders: 1 };
const short = { file: 'daily-short.json', trigger: 'Every morning', orders: 1 };

export const serviceStories: readonly Story[] = [
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
    ends: { 'Row: check it': 2 },
    tells: { 'Row: check it': /The balance is used up/ },
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
];
