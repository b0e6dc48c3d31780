/** The examples that need nobody but n8n and AIHubMax, and how they go. */
import { sampleImageUrl } from './example.mts';
import { improper, refused } from './refusals.mts';
import type { Story } from './story.mts';
import type { Twin } from './twins.mts';

const photo = { file: 'photo-to-video.json', trigger: 'Start', orders: 1 };
const loop = { file: 'restart-safe-loop.json', trigger: 'Start', orders: 1 };
const before = { file: 'http-request-loop.json', trigger: 'Start', orders: 1 };
const after = { file: 'http-request-replaced.json', trigger: 'Start', orders: 1 };
const agent = { file: 'agent.json', trigger: 'Chat', ends: { Agent: 1 } };
const long = { file: 'long-video.json', trigger: 'Start', ends: { 'Use the video': 1 } };

/** Of this node its own sample counts, which a story may replace. */
const settingsAsTold: Twin = (node) => (node.name === 'Settings' ? 'sample' : node);
const settings = { parts: 9, prompt: 'The lake', next: 'The hills' };

export const plainStories: readonly Story[] = [
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
  { ...agent, when: 'all goes well', orders: 1, tells: { Agent: /Here is your video: https?:.*\.mp4/ } },
  {
    ...agent,
    when: 'the order is refused',
    faults: [refused],
    orders: 0,
    tells: { Agent: /It was not started: .*The balance is used up/ },
  },
  { ...long, when: 'all goes well', orders: 3, tells: { 'Use the video': /"parts":3/ } },
  {
    ...long,
    when: 'the credits are used up',
    orders: 2,
    twins: { 'n8n-nodes-base.set': settingsAsTold },
    samples: { Settings: [{ json: { ...settings, maxCredits: 30, image: sampleImageUrl } }] },
    tells: { 'Use the video': /"parts":2/ },
  },
];
