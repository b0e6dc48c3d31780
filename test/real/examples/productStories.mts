/** Rows with product photos, and how they end. */
import { sampleImageUrl } from './example.mts';
import { improper, refused } from './refusals.mts';
import type { Story } from './story.mts';

const product = { file: 'product-factory.json', trigger: 'Start', orders: 2 };

const row = (sku: string, photo: string) => ({
  json: { row_number: 2, sku, photo, prompt: '', status: 'ready' },
});

/** What is behind this URL is the page of the tasks. */
const page = 'https://api.aihubmax.com/';

export const productStories: readonly Story[] = [
  {
    ...product,
    when: 'all goes well',
    ends: { 'Row: done': 2 },
    tells: {
      Check: /"valid":true.*"valid":true/,
      'Save to Drive': /MUG-01\.mp4.*MUG-02\.mp4/,
      'Row: done': /MUG-01.*drive\.example.*MUG-02.*drive\.example/,
    },
  },
  {
    ...product,
    when: 'one photo is a web page',
    samples: { 'Rows to make': [row('GOOD', sampleImageUrl), row('BAD', page)] },
    orders: 1,
    ends: { 'Row: done': 1, 'Row: change it': 1 },
    tells: { 'Row: done': /GOOD/, 'Row: change it': /BAD.*Image is a web page, not a JPEG/ },
  },
  {
    ...product,
    when: 'one task fails',
    faults: [improper(2)],
    ends: { 'Row: done': 1, 'Row: failed': 1 },
    tells: { 'Row: failed': /The content rules forbid this.*task-unified-/ },
  },
  {
    ...product,
    when: 'the balance is used up',
    faults: [refused],
    orders: 0,
    ends: { 'Row: failed': 2 },
    tells: { 'Row: failed': /The balance is used up/ },
  },
];
