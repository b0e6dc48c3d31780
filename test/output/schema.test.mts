/** What the editor shows of a node that was never run is what comes out when it is run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemasOf } from '../../dev/schema/schemas.mts';
import { outputs } from '../support/outputs.mts';
import { root } from '../support/tree.mts';

const operations = ['check', 'create', 'createAndWait', 'getStatus', 'getCredits'];

test.each(operations)(
  'the schema of %s is that of its items: npm run schema writes it',
  async (operation) => {
    const file = join(root, `nodes/AiHubMaxVeo/__schema__/v1.0.0/video/${operation}.json`);
    const schemas = schemasOf(await outputs());
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schemas[operation]);
  },
);

test('a finished video has what people drag into the next node', async () => {
  const { createAndWait } = schemasOf(await outputs());
  expect(createAndWait?.properties).toMatchObject({
    videoUrl: { type: 'string' },
    videoUrls: { type: 'array', items: { type: 'string' } },
    taskId: { type: 'string' },
    isSuccess: { type: 'boolean' },
    creditsReserved: { type: 'number' },
    expiresAt: { type: 'string' },
    nextCheckSeconds: { type: 'number' },
    request: { type: 'object' },
  });
});
