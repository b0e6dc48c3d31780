/** `npm run schema`: writes the schemas that ship beside the node, from items as the node gives them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outputs } from '../../test/support/outputs.mts';
import { projectFolder } from '../n8n/index.mts';
import { schemasOf } from './schemas.mts';

const folder = join(projectFolder, 'nodes/AiHubMaxVeo/__schema__/v1.0.0/video');
await mkdir(folder, { recursive: true });
for (const [operation, schema] of Object.entries(schemasOf(await outputs())))
  await writeFile(join(folder, `${operation}.json`), `${JSON.stringify(schema, null, 2)}\n`);
