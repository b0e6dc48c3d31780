/** The example that is made to survive everything, in one process. */
import { outlives } from '../support/durable.mts';
import { test } from './test.mts';

test(
  'n8n killed in the Wait of durable-video: five items come out with their videos, five creates',
  outlives(async ({ n8n }) => {
    await n8n.process.kill();
    await n8n.restart();
  }),
);
