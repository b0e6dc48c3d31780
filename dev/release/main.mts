/** `npm run release-notes`: the text of this version's release. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../n8n/index.mts';
import { notesOf } from './notes.mts';

const read = (name: string) => readFileSync(join(projectFolder, name), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };
process.stdout.write(notesOf(read('CHANGELOG.md'), version));
